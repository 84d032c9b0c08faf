"""How usernames and e-mail addresses are written, and which usernames nobody gets."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

SHAPE = re.compile(r"[a-z0-9][a-z0-9_-]{2,29}")
LONGEST_EMAIL = 254
RESERVED_WORDS = """
about abuse access account accounts activity admin administrator administrators ads ai analytics anonymous api app
apps asset assets auth avatar bantuan billing blog bot bots byok callback cdn chat chatbot chatbots client community
config confirm contact creator creators credits csp dashboard dashbor dasbor demo dev discord docs download email
embed everyone explore faq favicon feed files forgot forgot-password ftp github guest guidelines healthz help
hostmaster htmx hub huggingface humans img image images index inquiries inquiry invite item items jobs
keluar komunitas kreatr kreatr-ai kreatr-app kreatr-id kreatr-team legal listing login logout mail mailbox
mailer-daemon manifest market marketplace masuk me media member members mod moderation moderator moderators models
news newsletter noreply no-reply notification notifications null oauth official offline owner page pages password
payment payments ping portfolio portfolios portofolio postmaster preferences pricing privacy profile public
queue readyz reddit register report reports reset reset-password resmi review reviews robots root rss
sales search security self server service session sessions setting settings share showcase signin sign-in signout
signup sign-up sitemap site staff static stats status studio subscribe superadmin superuser support sw sysadmin
system team teams terms test tim-kreatr token tokens undefined upload uploads user username users verified verify
webhook webhooks webmaster widget workspace workspaces www
"""
RESERVED = frozenset(RESERVED_WORDS.split())
ALIKE = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "3": "e", "4": "a", "5": "s", "7": "t", "-": None, "_": None}
)


class NameFault(StrEnum):
    """Why a username cannot be had."""

    SHAPE = "SHAPE"
    RESERVED = "RESERVED"
    TAKEN = "TAKEN"


def _outline(name: str) -> str:
    """What is left of a name when letters and digits that look alike are one."""
    return name.translate(ALIKE)


RESERVED_OUTLINES = frozenset(map(_outline, RESERVED))


def username(typed: str) -> str:
    """A username as it is stored: trimmed, in lower case. It may still have a fault."""
    return typed.strip().lower()


def fault(name: str) -> NameFault | None:
    """What speaks against a username: its letters or length, or that it is or looks like a reserved one."""
    if not SHAPE.fullmatch(name):
        return NameFault.SHAPE
    return NameFault.RESERVED if _outline(name) in RESERVED_OUTLINES else None


def email(typed: str | None) -> str | None:
    """An e-mail address as it is stored (ASCII, lower case, domains in punycode), or None when it is none.

    Nothing is looked up. Addresses under `.test` are allowed: nobody else can own them.
    """
    text = unicodedata.normalize("NFC", (typed or "").strip())
    if not text or len(text) > LONGEST_EMAIL:
        return None
    try:
        found = validate_email(
            text, allow_smtputf8=False, check_deliverability=False, test_environment=True, strict=True
        )
    except EmailNotValidError:
        return None
    address = (found.ascii_email or "").lower()
    return address if 0 < len(address) <= LONGEST_EMAIL else None
