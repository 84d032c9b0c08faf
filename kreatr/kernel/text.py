"""Text of people: cleaned on the way in, rendered without danger on the way out."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

import nh3
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

TAGS = {"p", "br", "strong", "em", "s", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3", "h4"}
LINK_REL = "ugc nofollow noopener"
SCHEMES = ("https://", "http://", "mailto:")
LONGEST = 20_000  # characters; everything is capped before a pattern sees it
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

_markdown = (
    MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("strikethrough").disable("image")
)


_foreign = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("strikethrough")
BLOCKS = re.compile(
    r"</?(?:br|p|div|li|ul|ol|h[1-6]|tr|td|th|blockquote|pre|hr|details|summary)\b[^>]*>", re.I
)


def init_app(app: Flask) -> None:
    """Gives templates the `markdown`, `paragraphs` and `xml` filters."""
    app.jinja_env.filters["markdown"] = markdown
    app.jinja_env.filters["paragraphs"] = paragraphs
    app.jinja_env.filters["xml"] = xml


def clean(value: str | None) -> str:
    """One line as it will be stored: NFC, single spaces, no control or direction-changing characters."""
    return " ".join(clean_block(value).split())


def clean_block(value: str | None) -> str:
    """Several lines as they will be stored: NFC, Unix line ends, trimmed."""
    text = unicodedata.normalize("NFC", (value or "")[:LONGEST]).replace("\r\n", "\n").replace("\r", "\n")
    return BIDI.sub("", CONTROLS.sub("", text)).strip()


def markdown(value: str) -> Markup:
    """Markdown of people as HTML: raw HTML stays text, then only known tags and links to whole addresses pass."""
    # A page has one h1 of its own, and its sections use h2.
    return _rendered(value[:LONGEST], top=3, relative=False, link_rel=LINK_REL)


def prose(value: str) -> Markup:
    """Markdown of the house itself: its headings are the page's sections, its links may stay on the site."""
    return _rendered(value, top=2, relative=True, link_rel=None)


def _rendered(value: str, *, top: int, relative: bool, link_rel: str | None) -> Markup:
    html = re.sub(rf"<(/?)h[1-{top}]>", rf"<\1h{top}>", _markdown.render(value))
    clean_html = nh3.clean(
        html,
        tags=TAGS | {f"h{top}"},
        attributes={"a": {"href"}, "*": set()},
        url_schemes={"http", "https", "mailto"},
        url_relative="pass_through" if relative else "deny",
        link_rel=link_rel,
    )
    return Markup(clean_html)  # noqa: S704 (nh3 has just cleaned it)


def paragraphs(value: str) -> Markup:
    """Plain text in paragraphs, line breaks kept."""
    parts = [Markup("<br>").join(part.split("\n")) for part in re.split(r"\n{2,}", value.strip())]
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in parts)


def xml(value: str) -> str:
    """A text without the characters that XML cannot hold, however they are written."""
    return NOT_IN_XML.sub("", value)


def visible(value: str) -> str:
    """What a reader sees of a Markdown text, for counting its length."""
    bare = nh3.clean(_markdown.render(value[:LONGEST]), tags=set())
    return " ".join(unescape(bare).split())


def bare(value: str, *, inline: bool = False) -> str:
    """The words of a foreign text, Markdown or HTML, in one line without any markup; `inline` for one without blocks."""
    html = (_foreign.renderInline if inline else _foreign.render)(clean_block(value))
    return clean(unescape(nh3.clean(BLOCKS.sub(" ", html), tags=set())))


def plain(value: str) -> str:
    """Markdown of people as plain text for where there is no markup: paragraphs apart, dots before points, addresses in brackets."""
    parts = [_written(token, token.children or []) for token in _markdown.parse(value[:LONGEST])]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()


def _written(block: Token, inside: list[Token]) -> str:
    if block.type == "inline":
        return "".join(_words(token) + _address(inside, place) for place, token in enumerate(inside))
    if block.type == "list_item_open":
        return "- "
    if block.type in ("paragraph_close", "heading_close"):
        return "\n" if block.hidden else "\n\n"
    if block.type.endswith("list_close"):
        return "\n"
    return f"{block.content}\n" if block.type in ("fence", "code_block") else ""


def _words(token: Token) -> str:
    return "\n" if token.type in ("softbreak", "hardbreak") else token.content


def _address(inside: list[Token], place: int) -> str:
    """Where a link that ends here leads, unless its words say so."""
    if inside[place].type != "link_close":
        return ""
    start = max(n for n in range(place) if inside[n].type == "link_open")
    href = str(inside[start].attrs["href"])
    said = "".join(token.content for token in inside[start:place])
    return f" ({href})" if href.startswith(SCHEMES) and href not in said else ""


def shorten(value: str, length: int) -> str:
    """At most `length` characters, cut at a word, with an ellipsis."""
    if len(value) <= length:
        return value
    return value[: length - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def slugify(value: str, fallback: str = "karya") -> str:
    """ASCII words joined by hyphens, at most 60 characters."""
    ascii_ = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", ascii_)
    return "-".join(words)[:60].strip("-") or fallback
