"""The community hub."""

from kreatr.community.routes import feed, hub
from kreatr.kernel import charts
from kreatr.kernel.manifest import Room

room = Room(
    "community",
    blueprints=(hub.blueprint, feed.blueprint),
    template_globals={"trend": charts.trend},
)
