"""Text of people: nothing of it ever runs, and all of it stays readable."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from kreatr.kernel.text import (
    LONGEST,
    TAGS,
    clean,
    clean_block,
    markdown,
    paragraphs,
    plain,
    prose,
    shorten,
    slugify,
    visible,
)
from tests.kernel.payloads import XSS
from tests.page import parse

SCHEMES = ("http://", "https://", "mailto:")


@pytest.mark.parametrize("payload", XSS)
def test_markdown_lets_nothing_through(payload: str) -> None:
    page = parse(f"<div>{markdown(payload)}</div>")
    for element in list(page.elements())[1:]:
        assert element.tag in TAGS, f"<{element.tag}> came through"
        assert set(element.attrib) <= ({"href", "rel"} if element.tag == "a" else set()), element.attrib
        if "href" in element.attrib:
            assert element.attrib["href"].lower().startswith(SCHEMES)
            assert {"nofollow", "ugc", "noopener"} <= set(element.attrib["rel"].split())


@pytest.mark.parametrize("payload", XSS)
def test_plain_paragraphs_let_nothing_through(payload: str) -> None:
    page = parse(f"<div>{paragraphs(payload)}</div>")
    assert {element.tag for element in list(page.elements())[1:]} <= {"p", "br"}
    assert not any(element.attrib for element in page.elements())


def test_what_is_not_allowed_stays_readable() -> None:
    assert "alert(1)" in Markup(markdown("<b onclick=alert(1)>tebal</b>")).striptags()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**tebal** dan *miring*", "<strong>tebal</strong> dan <em>miring</em>"),
        ("~~salah~~", "<s>salah</s>"),
        ("- satu\n- dua", "<li>satu</li>"),
        ("1. satu", "<ol>"),
        ("> kutipan", "<blockquote>"),
        ("`kode`", "<code>kode</code>"),
        ("# Besar\n\n## Sedang\n\n### Kecil", "<h3>Besar</h3>"),
        ("#### Empat", "<h4>Empat</h4>"),
        ("baris\\\nbaru", "<br>"),
    ],
)
def test_markdown_does_what_it_promises(source: str, html: str) -> None:
    assert html in markdown(source)


def test_headings_of_people_stay_below_those_of_the_page() -> None:
    page = parse(f"<div>{markdown('# a' + chr(10) * 2 + '## b')}</div>")
    assert not page.all("h1, h2") and len(page.all("h3")) == 2


def test_links_of_people_name_whole_addresses() -> None:
    for target in ("/logout", "//evil.test", "?x=1", "#isi", "x.html"):
        assert parse(f"<div>{markdown(f'[x]({target})')}</div>").one("a").get("href") is None


def test_texts_of_the_house_have_sections_and_links_of_the_house() -> None:
    page = parse(
        f"<div>{prose('## Bagian' + chr(10) * 2 + '[Marketplace](/community/marketplace) <b>x</b>')}</div>"
    )
    assert page.text("h2") == "Bagian" and not page.all("b")
    assert page.one("a").attrib == {"href": "/community/marketplace"}


def test_links_are_kept_and_marked() -> None:
    page = parse(f"<div>{markdown('[situs](https://contoh.test/?a=1&b=2)')}</div>")
    assert page.one("a").get("href") == "https://contoh.test/?a=1&b=2"


def test_very_long_text_is_cut_before_it_is_read() -> None:
    assert len(markdown("kata " * 100_000)) <= LONGEST + 100


@pytest.mark.parametrize(
    "hostile", ["*" * 20_000, "[" * 20_000, "> " * 10_000, "`" * 19_999, "![" * 10_000, "a**b" * 5000]
)
def test_no_text_takes_long(hostile: str) -> None:
    markdown(hostile)
    visible(hostile)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  dua   kata \n", "dua kata"),
        ("nol\x00byte\x07", "nolbyte"),
        ("kanan\u202ekiri\u2066x\u2069", "kanankirix"),
        ("e\u0301", "é"),
        (None, ""),
        ("", ""),
        ("👩🏽‍🎨 seni", "👩🏽‍🎨 seni"),
    ],
)
def test_lines_are_cleaned(typed: str | None, kept: str) -> None:
    assert clean(typed) == kept


def test_blocks_keep_their_lines() -> None:
    assert clean_block("  satu\r\ndua\rtiga\n\nempat \n") == "satu\ndua\ntiga\n\nempat"


def test_blocks_are_capped() -> None:
    assert len(clean_block("x" * 100_000)) == LONGEST


def test_paragraphs_keep_line_breaks() -> None:
    assert paragraphs("satu\ndua\n\n\ntiga & <b>") == "<p>satu<br>dua</p><p>tiga &amp; &lt;b&gt;</p>"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("**tebal** [tautan](https://contoh.test/sangat/panjang)", "tebal tautan"),
        ("# Judul\n\nisi", "Judul isi"),
        ("a & b < c", "a & b < c"),
        ("****", ""),
        ("   \n\n ", ""),
        ("[](https://contoh.test)", ""),
    ],
)
def test_visible_length_counts_what_is_read(source: str, seen: str) -> None:
    assert visible(source) == seen


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("pendek", 10, "pendek"),
        ("tepat", 5, "tepat"),
        ("satu dua tiga", 10, "satu dua…"),
        ("satu, dua", 6, "satu…"),
        ("panjangsekalitanpaspasi", 8, "panjang…"),
    ],
)
def test_shortening_cuts_at_a_word(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short
    assert len(shorten(text, length)) <= length


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sawah Senja", "sawah-senja"),
        ("  Café & Kopi!  ", "cafe-kopi"),
        ("日本", "karya"),
        ("../../etc/passwd", "etc-passwd"),
        ("a" * 100, "a" * 60),
        ("x" * 59 + " y", "x" * 59),
        ("", "karya"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


class TestPlain:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("satu\ndua\n\ntiga", "satu\ndua\n\ntiga"),
            ("**tebal** _miring_ `kode` ~~coret~~", "tebal miring kode coret"),
            ("[daftar](https://a.test/x)", "daftar (https://a.test/x)"),
            ("[https://a.test](https://a.test)", "https://a.test"),
            (
                "[**dua** kata](mailto:a@b.test) dan [lagi](https://c.test)",
                "dua kata (mailto:a@b.test) dan lagi (https://c.test)",
            ),
            ("[x](/dalam) [y](javascript:alert(1))", "x [y](javascript:alert(1))"),
            ("# Judul\n\n- satu\n- dua\n\nakhir", "Judul\n\n- satu\n- dua\n\nakhir"),
            ("```\nkode\n  dua\n```", "kode\n  dua"),
            ("<b>bukan</b> &amp; &lt;tanda&gt;", "<b>bukan</b> & <tanda>"),
            ("", ""),
        ],
    )
    def test_marks_are_gone_and_addresses_stay(self, typed: str, said: str) -> None:
        assert plain(typed) == said
