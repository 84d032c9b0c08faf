"""What changes what people may spend: giving, reserving before a call, settling after it, giving back."""

from kreatr.credits.actions.giving import CorrectionTooLarge, FormUsedBefore, correct, grant, welcome
from kreatr.credits.actions.spending import CallIsClosed, NotEnoughCredits, release, reserve, settle

__all__ = [
    "CallIsClosed",
    "CorrectionTooLarge",
    "FormUsedBefore",
    "NotEnoughCredits",
    "correct",
    "grant",
    "release",
    "reserve",
    "settle",
    "welcome",
]
