"""The marketplace: finding creators."""

from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.kernel.manifest import Entry, Room
from kreatr.marketplace.actions import refresh
from kreatr.marketplace.routes import blueprint
from kreatr.portfolio.events import ItemChanged

room = Room(
    "marketplace",
    blueprints=(blueprint,),
    projections={CreatorJoined: (refresh,), CreatorChanged: (refresh,), ItemChanged: (refresh,)},
    clock=(Entry("kreatr.marketplace.jobs.recount", 24 * 3600),),
)
