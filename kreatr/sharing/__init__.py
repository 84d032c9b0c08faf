"""What search engines and chat groups see of the house: cards, codes, maps and descriptions for machines."""

from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.kernel.manifest import Room
from kreatr.portfolio.events import ItemChanged
from kreatr.sharing import jobs
from kreatr.sharing.commands import cards as commands
from kreatr.sharing.queries import cards
from kreatr.sharing.routes import blueprints
from kreatr.sharing.words import graphs, house, places

room = Room(
    "sharing",
    blueprints=blueprints,
    listeners={CreatorJoined: (jobs.follow,), CreatorChanged: (jobs.follow,), ItemChanged: (jobs.follow,)},
    template_globals={
        "page_place": places.place,
        "share_card": cards.address,
        "creator_graph": graphs.creator_graph,
        "work_graph": graphs.work_graph,
        "house_graph": house.house_graph,
        "hub_graph": house.hub_graph,
        "market_graph": house.market_graph,
        "event_graph": house.event_graph,
    },
    commands=(commands,),
    files=cards.files,
    displayed=cards.displayed,
)
