"""Inquiries: visitors write to creators, and both follow what becomes of it."""

from flask_babel import lazy_gettext as _l

from kreatr.inquiries import forms, jobs, queries
from kreatr.inquiries.events import (
    InquiryAnswered,
    InquiryContinued,
    InquiryReceived,
    ProjectConfirmed,
    ProjectDeclined,
    ProjectFinished,
)
from kreatr.inquiries.queries import belongings
from kreatr.inquiries.routes import acts, contact, inbox, project, replying, reviewing, status, templates
from kreatr.inquiries.words import NOTICES
from kreatr.kernel.manifest import Entry, MenuItem, Room

ROUTES = (contact, status, project, reviewing, inbox, replying, acts, templates)

room = Room(
    "inquiries",
    blueprints=tuple(routes.blueprint for routes in ROUTES),
    menu=(MenuItem(_l("Inbox"), "inbox.inbox", "inbox", 20, count=queries.unread),),
    listeners={
        InquiryReceived: (jobs.mail_creator, jobs.mail_receipt),
        InquiryAnswered: (jobs.mail_answer,),
        InquiryContinued: (jobs.mail_continuation,),
        ProjectFinished: (jobs.mail_done,),
        ProjectConfirmed: (jobs.mail_confirmed,),
        ProjectDeclined: (jobs.mail_declined,),
    },
    clock=(Entry("kreatr.inquiries.jobs.forget_origins", 3600),),
    template_globals={"blank_contact_form": forms.blank_contact},
    notices=NOTICES,
    takeaway=belongings,
)
