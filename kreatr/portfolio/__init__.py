"""Portfolios: creators' works, how they are made, and the pages that show them."""

from flask_babel import lazy_gettext as _l

from kreatr.creators.events import CreatorChanged, CreatorJoined, ProfilePictureLeft
from kreatr.kernel.manifest import Entry, MenuItem, NoticeKind, Room
from kreatr.kernel.pictures import fitted
from kreatr.portfolio import jobs, queries
from kreatr.portfolio.actions.displaying import forget
from kreatr.portfolio.actions.hanging import receive_picture
from kreatr.portfolio.actions.showing import forget_face, show_pictures
from kreatr.portfolio.events import ItemChanged, ItemPictureRefused
from kreatr.portfolio.queries.belongings import belongings
from kreatr.portfolio.routes import drafts, editor, liking, preview, public
from kreatr.portfolio.routes import list as works
from kreatr.portfolio.words import line_place
from kreatr.uploads.events import UploadFinished

MOST_BYTES = 52 * 1024 * 1024  # ten pictures of 5 MB, and the text

room = Room(
    "portfolio",
    blueprints=(
        public.blueprint,
        liking.blueprint,
        works.blueprint,
        editor.blueprint,
        drafts.blueprint,
        preview.blueprint,
    ),
    menu=(MenuItem(_l("Works"), "works.index", "briefcase", 10),),
    listeners={
        ItemPictureRefused: (jobs.tell_refused_picture,),
    },
    projections={
        CreatorJoined: (show_pictures,),
        CreatorChanged: (show_pictures,),
        ItemChanged: (show_pictures,),
        ProfilePictureLeft: (forget_face,),
        UploadFinished: (receive_picture,),
    },
    clock=(
        Entry("kreatr.portfolio.jobs.write_views", 60),
        Entry("kreatr.portfolio.jobs.prune_batches", 24 * 3600),
    ),
    template_globals={"fitted": fitted, "line_place": line_place},
    uses=queries.uses,
    sees=queries.sees,
    bodies={"/dashboard/portfolio": MOST_BYTES},
    notices=(
        NoticeKind(
            jobs.PICTURE,
            _l("A picture could not be used"),
            _l("A picture of “%(title)s” could not be used."),
            "images",
            mail=None,
        ),
    ),
    takeaway=belongings,
    stale=forget,
)
