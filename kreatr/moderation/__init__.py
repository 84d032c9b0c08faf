"""Moderation: what waits for a person of the house, what is decided and why, and what can be done about it."""

from flask_babel import lazy_gettext as _l

from kreatr.accounts.access import may_administer, may_moderate
from kreatr.creators.events import ProfileHeld
from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.kernel.manifest import Entry, MenuItem, Room, SettingsItem
from kreatr.moderation import jobs
from kreatr.moderation.actions.following import follow_inquiry, follow_item, follow_upload, renew_log
from kreatr.moderation.actions.holding import follow_profile, follow_removed, follow_review
from kreatr.moderation.actions.reporting import follow_gone
from kreatr.moderation.actions.speaking import spread
from kreatr.moderation.events import ActRecorded, CaseOpened, CaseSpoken, CaseToldOf, ReportDecided
from kreatr.moderation.queries import queue, thumbs, waits
from kreatr.moderation.queries.belongings import belongings
from kreatr.moderation.routes import (
    bulk,
    case,
    log,
    people,
    person,
    reports,
    rooms,
    signed_rooms,
    standing,
)
from kreatr.moderation.routes import queue as pages
from kreatr.moderation.words import signs
from kreatr.moderation.words.notices import NOTICES
from kreatr.moderation.words.reports import NOTICES as REPORT_NOTICES
from kreatr.moderation.words.reports import summary
from kreatr.portfolio.events import ItemChanged, ItemDecided, ItemSubmitted
from kreatr.reviews.events import ReviewHeld, ReviewRemoved
from kreatr.uploads.events import UploadFinished

room = Room(
    "moderation",
    blueprints=(
        reports.blueprint,
        rooms.blueprint,
        signed_rooms.blueprint,
        standing.blueprint,
        log.blueprint,
    ),
    settings=(SettingsItem(_l("Cases"), "rooms.index", 60, summary),),
    admin=(log.admin, pages.blueprint, case.blueprint, bulk.blueprint, people.blueprint, person.blueprint),
    admin_menu=(
        MenuItem(
            _l("Queue"),
            "admin.queue.index",
            "inbox",
            10,
            count=queue.open_cases,
            may=may_moderate,
            about=_l(
                "What waits for a decision: works, reports, appeals and held messages, the oldest first."
            ),
        ),
        MenuItem(
            _l("People"),
            "admin.people.index",
            "users",
            20,
            may=may_administer,
            about=_l("Who is here: roles, sessions, strikes, and what was done about whom."),
        ),
    ),
    sees=thumbs.sees,
    template_globals={
        "usual_wait": waits.usual_wait,
        "sign_label": signs.label,
        "sign_detail": signs.detail,
        "canned": signs.canned,
    },
    listeners={
        ActRecorded: (jobs.tell_decision, jobs.mail_decision),
        CaseOpened: (jobs.notice_case,),
        ItemSubmitted: (jobs.notice_work,),
        UploadFinished: (jobs.notice_picture,),
        ReportDecided: (jobs.tell_reporter, jobs.mail_reporter),
        CaseToldOf: (jobs.tell_message, jobs.mail_message),
    },
    projections={
        ActRecorded: (renew_log,),
        ItemChanged: (follow_item, follow_gone),
        ItemSubmitted: (follow_item,),
        ItemDecided: (follow_item,),
        InquiryHeld: (follow_inquiry,),
        InquiryReceived: (follow_inquiry,),
        UploadFinished: (follow_upload,),
        CaseSpoken: (spread,),
        ReviewHeld: (follow_review,),
        ReviewRemoved: (follow_removed,),
        ProfileHeld: (follow_profile,),
    },
    clock=(Entry("kreatr.moderation.actions.standing.lift_over", 60),),
    takeaway=belongings,
    notices=(*NOTICES, *REPORT_NOTICES),
)
