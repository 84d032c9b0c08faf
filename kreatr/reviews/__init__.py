"""Reviews: what people say of creators they worked with."""

from flask_babel import lazy_gettext as _l

from kreatr.creators.events import CreatorChanged
from kreatr.kernel.manifest import MenuItem, Room
from kreatr.reviews import jobs
from kreatr.reviews.actions import renew_pages
from kreatr.reviews.events import ReviewAnswered, ReviewReceived
from kreatr.reviews.queries import belongings
from kreatr.reviews.routes import blueprint
from kreatr.reviews.words import NOTICES

room = Room(
    "reviews",
    blueprints=(blueprint,),
    menu=(MenuItem(_l("Reviews"), "reviews.index", "star", 25, wide=True),),
    listeners={ReviewReceived: (jobs.tell_creator,), ReviewAnswered: (jobs.tell_reviewer,)},
    projections={CreatorChanged: (renew_pages,)},
    notices=NOTICES,
    takeaway=belongings,
)
