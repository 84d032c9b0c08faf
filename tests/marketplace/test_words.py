"""Search by words: where it looks, what it forgives, and what it must not mind."""

from __future__ import annotations

import pytest
from flask import Flask

from kreatr.portfolio.models import ModerationStatus, Visibility
from tests.judge import Client
from tests.marketplace.asking import PATH, found, results, usernames
from tests.world import World, make_creator, make_item

HARMLESS = [
    "%",
    "_",
    "%%%",
    "100%",
    "sekar%",
    "s_kar",
    "'",
    '"',
    "';--",
    '" OR 1=1 --',
    "') UNION SELECT 1 --",
    "sekar' AND '1'='1",
    "*",
    "sekar*",
    "NEAR(a b)",
    "sekar NOT x:",
    "a AND",
    "(((",
    "^sekar",
    "-sekar",
    "{}",
    "\\",
    "sekar & !rizky",
    "<->",
    ":*",
    "🙂",
    "日本語",
    "\u202esekar",
    "a" * 100,
    "{{ 7 * 7 }}",
    "<script>",
]


@pytest.fixture
def market(app: Flask) -> Flask:
    creator = make_creator(
        "wulanrupa",
        display_name="Wulan Ndari Café",
        bio="Merajut gerak untuk panggung boneka di Banyumas.",
        skills=("Sutradara Animasi", "3D"),
    )
    make_item(creator, "Gunungan Cahaya", tags=("wayang", "1e5"))
    make_item(creator, "Purnama Tersembunyi", visibility=Visibility.PRIVATE)
    make_item(creator, "Gerhana Ditolak", status=ModerationStatus.REJECTED)
    make_creator("orangbiasa", display_name="Orang Biasa", bio="Membuat kemasan kopi yang rapi.")
    return app


@pytest.mark.parametrize(
    "words",
    [
        "wulan",
        "wulanrupa",
        "panggung",
        "sutradara",
        "gunungan",
        "wayang",
        "3d",
        "1e5",
        "banyumas boneka wayang",
    ],
)
def test_looks_into_name_username_bio_skills_titles_and_tags(market: Flask, words: str) -> None:
    assert found(market, q=words) == ["wulanrupa"]


@pytest.mark.parametrize("words", ["WULAN", "wUlAn cAfE", "café", "CAFÉ", "cafe\u0301", "wúlàn"])
def test_case_and_accents_make_no_difference(market: Flask, words: str) -> None:
    assert found(market, q=words) == ["wulanrupa"]


@pytest.mark.parametrize("words", ["wul", "gunung", "su an", "ca wa gu"])
def test_the_beginning_of_a_word_is_enough(market: Flask, words: str) -> None:
    assert found(market, q=words) == ["wulanrupa"]


@pytest.mark.parametrize("words", ["lan", "wulan kopi", "purnama", "gerhana", "z"])
def test_no_match_without_a_reason(market: Flask, words: str) -> None:
    assert found(market, q=words) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wulna", "wulan"),
        ("gunugan", "gunungan"),
        ("sutradraa", "sutradara"),
        ("wayamg wulan", "wayang wulan"),
    ],
)
def test_typing_errors_are_forgiven_and_said(market: Flask, typed: str, meant: str) -> None:
    answer = results(market, q=typed)
    assert [card["username"] for card in answer.cards] == ["wulanrupa"]
    assert answer.correction == meant


def test_a_word_that_is_known_is_not_corrected(market: Flask) -> None:
    assert results(market, q="kopi").correction is None


def test_no_correction_is_claimed_for_what_is_not_found_either_way(market: Flask) -> None:
    """Words of works that are no longer shown stay in the vocabulary; they must not be said (A5)."""
    answer = results(market, q="wulna kopi")
    assert (answer.total, answer.correction) == (0, None)


def test_the_page_says_what_it_searched_for_instead(market: Flask, client: Client) -> None:
    page = client.get(f"{PATH}?q=gunugan")
    assert usernames(page) == ["wulanrupa"]
    assert "Menampilkan hasil untuk “gunungan”." in page.page.text("#hasil")
    client.set_cookie("locale", "en")
    assert "Showing results for “gunungan”." in client.get(f"{PATH}?q=gunugan").page.text("#hasil")


@pytest.mark.parametrize("words", HARMLESS)
def test_signs_of_sql_and_search_languages_are_only_signs(
    app: Flask, world: World, client: Client, words: str
) -> None:
    answer = client.get(PATH, query_string={"q": words})
    assert answer.status_code == 200
    assert set(usernames(answer)) <= {"sekarayu"}, "a sign of the search language let others in"
    assert answer.page.one("input#q").get("value") == " ".join(words.split())


def test_a_nul_is_refused_in_a_sentence(app: Flask, client: Client) -> None:
    assert client.get(PATH, query_string={"q": "sekar\x00"}).status_code == 400


@pytest.mark.one_database
def test_searching_without_end_is_slowed_down(app: Flask, world: World, client: Client, change) -> None:
    change(limits_factor=2 / 120)
    assert [client.get(f"{PATH}?q=kata{n}").status_code for n in range(3)] == [200, 200, 429]
    refused = client.get(f"{PATH}?q=lain")
    assert int(refused.headers["Retry-After"]) in range(1, 62)
    assert client.get(PATH).status_code == 200, "browsing is not searching"
