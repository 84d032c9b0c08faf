"""Inquiries: visitors write to creators, and both follow what becomes of it."""

from flask_babel import lazy_gettext as _l

from kreatr.inquiries import commands, jobs, queries
from kreatr.inquiries.events import InquiryAnswered, InquiryContinued, InquiryReceived
from kreatr.inquiries.routes import contact, inbox, status
from kreatr.kernel.manifest import Entry, MenuItem, Room

room = Room(
    "inquiries",
    blueprints=(contact.blueprint, status.blueprint, inbox.blueprint),
    menu=(MenuItem(_l("Inbox"), "inbox.inbox", "inbox", 20, count=queries.unread),),
    listeners={
        InquiryReceived: (jobs.mail_creator, jobs.mail_receipt),
        InquiryAnswered: (jobs.mail_answer,),
        InquiryContinued: (jobs.mail_continuation,),
    },
    clock=(Entry("kreatr.inquiries.jobs.forget_origins", 3600),),
    commands=(commands.group,),
)
