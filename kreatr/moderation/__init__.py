"""Moderation: what waits for a person of the house, what is decided and why, and what can be done about it."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer
from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.kernel.manifest import Entry, MenuItem, Room
from kreatr.moderation.actions.following import follow_inquiry, follow_item, follow_upload
from kreatr.moderation.actions.reporting import follow_gone
from kreatr.moderation.queries.belongings import belongings
from kreatr.moderation.routes import people, person, standing
from kreatr.portfolio.events import ItemChanged, ItemDecided, ItemSubmitted
from kreatr.uploads.events import UploadFinished

room = Room(
    "moderation",
    blueprints=(standing.blueprint,),
    admin=(people.blueprint, person.blueprint),
    admin_menu=(
        MenuItem(
            _l("People"),
            "admin.people.index",
            "users",
            20,
            may=may_administer,
            about=_l("Who is here: roles, sessions, strikes, and what was done about whom."),
        ),
    ),
    projections={
        ItemChanged: (follow_item, follow_gone),
        ItemSubmitted: (follow_item,),
        ItemDecided: (follow_item,),
        InquiryHeld: (follow_inquiry,),
        InquiryReceived: (follow_inquiry,),
        UploadFinished: (follow_upload,),
    },
    clock=(Entry("kreatr.moderation.actions.standing.lift_over", 60),),
    takeaway=belongings,
)
