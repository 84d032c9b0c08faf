"""Portfolios: creators' works and the pages that show them."""

from kreatr.creators.events import CreatorChanged, CreatorJoined, ProfilePictureLeft
from kreatr.kernel.manifest import Entry, Room
from kreatr.kernel.pictures import fitted
from kreatr.portfolio.actions.showing import forget_face, show_pictures
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.routes import liking, public

room = Room(
    "portfolio",
    blueprints=(public.blueprint, liking.blueprint),
    projections={
        CreatorJoined: (show_pictures,),
        CreatorChanged: (show_pictures,),
        ItemChanged: (show_pictures,),
        ProfilePictureLeft: (forget_face,),
    },
    template_globals={"fitted": fitted},
    clock=(
        Entry("kreatr.portfolio.jobs.write_views", 60),
        Entry("kreatr.portfolio.jobs.prune_batches", 24 * 3600),
    ),
)
