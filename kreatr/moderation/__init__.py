"""Moderation: what waits for a person of the house, what is decided and why, and what can be done about it."""

from kreatr.inquiries.events import InquiryHeld, InquiryReceived
from kreatr.kernel.manifest import Room
from kreatr.moderation.actions.following import follow_inquiry, follow_item, follow_upload
from kreatr.moderation.actions.reporting import follow_gone
from kreatr.portfolio.events import ItemChanged, ItemDecided, ItemSubmitted
from kreatr.uploads.events import UploadFinished

room = Room(
    "moderation",
    projections={
        ItemChanged: (follow_item, follow_gone),
        ItemSubmitted: (follow_item,),
        ItemDecided: (follow_item,),
        InquiryHeld: (follow_inquiry,),
        InquiryReceived: (follow_inquiry,),
        UploadFinished: (follow_upload,),
    },
)
