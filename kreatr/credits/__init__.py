"""Credits: a ledger that is only added to, and what people see of it. Buying will take its place here."""

from kreatr.credits.models import CreditEntry  # noqa: F401  (until its routes need it)
from kreatr.kernel.manifest import Room

room = Room("credits")
