"""The judge of pages is judged: what it must object to, and what it must let pass."""

from __future__ import annotations

import uuid

import pytest

from tests import catalogue, rules
from tests.page import parse, words

PAGE = """<!doctype html>
<html lang="id">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Judul</title></head>
<body><main><h1>Judul</h1>{}</main></body>
</html>
"""
GOOD = (
    "<p>Halo <a href='/'>rumah</a></p>",
    "<form method='post' action='/x'><input type='hidden' name='csrf_token' value='t'>"
    "<label for='a'>Nama</label><input id='a' name='a'><button>Kirim</button></form>",
    "<form action='/cari'><label>Cari <input name='q'></label><button>Cari</button></form>",
    "<img src='/media/x-160.webp' width='160' height='120' alt=''>",
    "<script type='application/ld+json'>{\"a\": 1}</script>",
    "<template><p id='x'>a</p></template><p id='x'>b</p>",
    "<a href='https://contoh.test' target='_blank' rel='noopener'>luar</a>",
    "<ul><li>satu</li></ul>",
    "<svg aria-hidden='true'><use href='/static/icons.svg#a'></use></svg>",
)
BAD = {
    "<p>satu<div>dua</div></p>": "not valid HTML5",
    "<b>satu<i>dua</b></i>": "not valid HTML5",
    "<p id='x'>a</p><p id='x'>b</p>": "ids are unique",
    "<p id='x y'>a</p>": "ids are unique",
    "<h1>Lagi</h1>": "exactly one",
    "<form method='post'><input type='hidden' name='csrf_token' value='t'></form>": "no action",
    "<form method='post' action='/x'></form>": "no csrf_token",
    "<form method='post' action='/x'><input type='hidden' name='csrf_token' value=''></form>": "no csrf_token",
    "<input name='a'>": "has no label",
    "<label for='b'>Nama</label><input id='a' name='a'><b id='b'>b</b>": "has no label",
    "<textarea name='a'></textarea>": "has no label",
    "<script>alert(1)</script>": "inline script",
    "<style>p { color: red }</style>": "<style>",
    "<p style='color: red'>a</p>": "style attribute",
    "<p onclick='x()'>a</p>": "inline behaviour",
    "<p hx-on:click='x()'>a</p>": "inline behaviour",
    "<p hx-vals='js:{a: 1}'>a</p>": "would be evaluated",
    "<a href='javascript:x()'>a</a>": "would be evaluated",
    "<p hx-trigger='click[ctrlKey]'>a</p>": "holds a filter",
    "<img src='/x.webp' alt='a'>": "lacks width, height",
    "<img src='/x.webp' width='1' height='1'>": "lacks alt",
    "<img src='https://evil.test/x.gif' width='1' height='1' alt=''>": "third party",
    "<img src='//evil.test/x.gif' width='1' height='1' alt=''>": "third party",
    "<script src='https://cdn.test/x.js'></script>": "third party",
    "<a href='/x'></a>": "says nothing",
    "<button></button>": "says nothing",
    "<a href='/x'><button>a</button></a>": "cannot stand in a control",
    "<span><div>a</div></span>": "only phrases",
    "<ul><p>a</p></ul>": "only <li>",
    "<a href='https://x.test' target='_blank'>a</a>": "noopener",
    "<p aria-describedby='nobody'>a</p>": "not on the page",
    "<label for='nobody'>a</label>": "not on the page",
}
FRAGMENTS = {
    "<p>a</p>": "no id",
    "<p id='a'>a</p><p id='b'>b</p>": "has 2 roots",
    "": "has 0 roots",
    "<p id='a'>a</p><p id='b' hx-swap-oob='true'>b</p><div hx-swap-oob='true'>c</div>": "no id",
}


@pytest.mark.parametrize("body", GOOD)
def test_what_is_in_order_passes(body: str) -> None:
    assert rules.complaints(PAGE.format(body), "id", False) == []


@pytest.mark.parametrize("body", BAD)
def test_what_is_not_is_named(body: str) -> None:
    assert any(BAD[body] in one for one in rules.complaints(PAGE.format(body), "id", False))


@pytest.mark.parametrize("html", FRAGMENTS)
def test_fragments_have_one_root_with_an_id(html: str) -> None:
    assert any(FRAGMENTS[html] in one for one in rules.complaints(html, "id", False))


def test_a_fragment_may_bring_others_along() -> None:
    html = "<p id='a'>a</p><p id='b' hx-swap-oob='true'>b</p>"
    assert rules.complaints(html, "id", False) == []


@pytest.mark.parametrize(
    ("part", "complaint"),
    [(' lang="id"', "no language"), ("<title>Judul</title>", "<title>"), ("<h1>Judul</h1>", "h1")],
)
def test_a_document_needs_its_parts(part: str, complaint: str) -> None:
    html = PAGE.format("").replace(part, "")
    assert any(complaint in one for one in rules.complaints(html, "id", False))


def test_words_left_in_english_are_found() -> None:
    translated = catalogue.translated()
    msgid = next(
        text
        for text, words in translated.items()
        if text != words and text.replace(" ", "").isalpha() and text == text.strip()
    )
    page = PAGE.format(f"<p>{msgid}</p>").replace("&", "&amp;")
    assert any("not translated" in one for one in rules.complaints(page, "id", False))
    assert not any("not translated" in one for one in rules.complaints(page, "en", False))
    assert rules.complaints(PAGE.format(f"<p lang='en'>{msgid}</p>"), "id", False) == []


def test_pages_that_differ_in_ids_only_are_told_apart() -> None:
    """They are parsed and judged once; what a test reads, and what is complained about, is each page's own."""
    one, other = (str(uuid.uuid4()) for _page in range(2))
    body = "<p id='a-{0}'>{0}</p><input type='hidden' name=\"csrf_token\" value=\"{0}\"><p id='a-{1}'>{0} {1}</p>"
    for first, second in ((one, other), (other, one)):
        page = parse(PAGE.format(body.format(first, second)))
        assert [element.get("id") for element in page.all("main p")] == [f"a-{first}", f"a-{second}"]
        assert page.text(f"#a-{second}") == f"{first} {second}"
        assert page.one("[name=csrf_token]").get("value") == first
    assert rules.complaints(PAGE.format(body.format(one, other)), "id", False) == []
    (twice,) = rules.complaints(PAGE.format(body.format(one, one)), "id", False)
    assert f"a-{one}" in twice and "ids are unique" in twice


def test_selectors() -> None:
    page = parse(
        "<div id='w'><p class='a b'>1<i>2</i></p><ul class='a'><li>3<p class='b'>4</p></li></ul><i>5</i></div>"
    )
    for selector, found in {
        "p": ["12", "4"], ".a": ["12", "34"], "p.b": ["12", "4"], ".a .b": ["4"], "#w .a p": ["4"], "i, .b": ["12", "2", "4", "5"],
        "ul p, p i": ["2", "4"], "[class]": ["12", "34", "4"], "[class^=a]": ["12", "34"], "[class$=b]": ["12", "4"],
        "#nobody": [], "li p.a": [],
    }.items():  # fmt: skip
        assert [words(one) for one in page.all(selector)] == found, selector
