"""Portfolios: creators' works and the pages that show them."""

from kreatr.creators.events import CreatorChanged, CreatorJoined, ProfilePictureLeft
from kreatr.kernel.manifest import Entry, Room
from kreatr.kernel.pictures import fitted
from kreatr.portfolio.actions import show_pictures, take_down
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.routes import blueprint

room = Room(
    "portfolio",
    blueprints=(blueprint,),
    projections={
        CreatorJoined: (show_pictures,),
        CreatorChanged: (show_pictures,),
        ItemChanged: (show_pictures,),
        ProfilePictureLeft: (take_down,),
    },
    template_globals={"fitted": fitted},
    clock=(
        Entry("kreatr.portfolio.jobs.write_views", 60),
        Entry("kreatr.portfolio.jobs.prune_batches", 24 * 3600),
    ),
)
