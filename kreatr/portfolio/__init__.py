"""Portfolios: creators' works and the pages that show them."""

from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.kernel.manifest import Room
from kreatr.portfolio import queries
from kreatr.portfolio.actions import show_pictures
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.routes import blueprint

room = Room(
    "portfolio",
    blueprints=(blueprint,),
    uses=queries.uses,
    sees=queries.sees,
    projections={
        CreatorJoined: (show_pictures,),
        CreatorChanged: (show_pictures,),
        ItemChanged: (show_pictures,),
    },
)
