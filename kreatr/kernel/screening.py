"""Signs of spam and foul words in a text. A hit holds it for a person to look at; it never drops one."""

from __future__ import annotations

import re
from collections.abc import Collection

from kreatr.kernel import profanity

LONGEST = 5000  # characters looked at; patterns below are linear, and this bounds them
MOST_LINKS = 3  # references a client may well send

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
MARKUP = re.compile(r"<a\s+href\s*=\s*[\"']?http|\[url[=\]]|\[link[=\]]", re.IGNORECASE)
SHORTENER = re.compile(
    r"\b(?:bit\.ly|tinyurl\.com|cutt\.ly|t\.ly|is\.gd|shorturl\.at|s\.id)/\w", re.IGNORECASE
)
GAMBLING = re.compile(
    r"\b(?:slot\s?gacor|situs\s?slot|judi\s?online|togel|maxwin|bandar\s?(?:bola|judi)|online\s?casino|casino\s?bonus)\b",
    re.IGNORECASE,
)
LOANS = re.compile(
    r"\b(?:pinjaman\s?(?:online|dana|cepat)|pinjol|dana\s?cair|instant\s?loan|payday\s?loan|guaranteed\s?loan)\b",
    re.IGNORECASE,
)
PROMOTION = re.compile(
    r"\b(?:backlinks?|guest\s?posts?|seo\s?(?:services?|packages?|expert)|rank(?:ed|ing)?\s?(?:#?1|first)\s?on\s?google"
    r"|buy\s?followers|jual\s?followers?|(?:more|boost\s?your)\s?website\s?traffic)\b",
    re.IGNORECASE,
)
RICHES = re.compile(
    r"\b(?:(?:bitcoin|crypto|forex)\s?(?:investment|trading|profits?)|double\s?your\s?(?:money|bitcoin)|passive\s?income"
    r"|inheritance\s?fund|viagra|cialis|next\s?of\s?kin)\b",
    re.IGNORECASE,
)
PATTERNS = (
    ("markup", MARKUP),
    ("short link", SHORTENER),
    ("gambling", GAMBLING),
    ("loans", LOANS),
    ("promotion", PROMOTION),
    ("riches", RICHES),
)


FOUL = "foul words"
CHANGED = "changed"  # while it was out of sight
ABOUT_WORK = frozenset({"promotion", "short link"})  # what creators may well say of what they do


def suspicious(text: str, *headings: str, spare: Collection[str] = ()) -> str | None:
    """Why a person must look at a text first, in at most 40 letters, or None. `headings` (name, subject) must not hold links.

    What is `spare`d, as ABOUT_WORK, is no reason.
    """
    if any(LINK.search(heading[:LONGEST]) for heading in headings):
        return "link in heading"
    whole = "\n".join((*headings, text))[:LONGEST]
    for reason, pattern in PATTERNS:
        if reason not in spare and pattern.search(whole):
            return reason
    if len(LINK.findall(whole)) > MOST_LINKS:
        return "many links"
    return FOUL if profanity.found(whole) else None
