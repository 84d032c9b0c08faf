"""Portfolios: creators' works, how they are made, and the pages that show them."""

from flask_babel import lazy_gettext as _l

from kreatr.creators.events import CreatorChanged, CreatorJoined
from kreatr.kernel.manifest import MenuItem, NoticeKind, Room
from kreatr.portfolio import commands, jobs
from kreatr.portfolio.actions.hanging import receive_picture
from kreatr.portfolio.actions.showing import show_pictures
from kreatr.portfolio.events import ItemChanged, ItemDecided, ItemPictureRefused
from kreatr.portfolio.routes import drafts, editor, preview, public
from kreatr.portfolio.routes import list as works
from kreatr.uploads.events import UploadFinished

MOST_BYTES = 52 * 1024 * 1024  # ten pictures of 5 MB, and the text

room = Room(
    "portfolio",
    blueprints=(public.blueprint, works.blueprint, editor.blueprint, drafts.blueprint, preview.blueprint),
    menu=(MenuItem(_l("Works"), "works.index", "briefcase", 10),),
    listeners={
        ItemDecided: (jobs.tell_decision, jobs.mail_decision),
        ItemPictureRefused: (jobs.tell_refused_picture,),
    },
    projections={
        CreatorJoined: (show_pictures,),
        CreatorChanged: (show_pictures,),
        ItemChanged: (show_pictures,),
        UploadFinished: (receive_picture,),
    },
    commands=(commands.group,),
    bodies={"/dashboard/portfolio": MOST_BYTES},
    notices=(
        NoticeKind(jobs.APPROVED, _l("A work was approved"), _l("“%(title)s” was approved."), "circle-check"),
        NoticeKind(jobs.RETURNED, _l("A work came back"), _l("“%(title)s” came back with a note."), "flag"),
        NoticeKind(
            jobs.PICTURE,
            _l("A picture could not be used"),
            _l("A picture of “%(title)s” could not be used."),
            "images",
            mail=None,
        ),
    ),
)
