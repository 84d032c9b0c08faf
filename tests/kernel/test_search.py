"""Full-text search that forgives, the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from kreatr.kernel import search
from kreatr.kernel.db import db, unit
from kreatr.marketplace.models import search_index

TEXTS = {
    1: "Sekar Ayu sekarayu ilustrasi batik Yogyakarta",
    2: "Rizky Pratama Python chatbot otomasi",
    3: "Café Société José ilustrator potret",
    4: "Fotografi produk kopi Gayo 2026",
    5: "Batik modern dan tenun",
}


@pytest.fixture
def filled(app: Flask) -> Iterator[None]:
    with unit() as session:
        search_index.put_many(session, TEXTS.items())
    yield


def find(text: str) -> set[int]:
    return set(db.session.scalars(search_index.matching(db.session(), search.query_words(text))))


def forgiven(text: str) -> set[int]:
    """What is found after correcting, as the marketplace does it."""
    words = search.query_words(text)
    corrected = search.correct(db.session(), words)
    return set(db.session.scalars(search_index.matching(db.session(), corrected or words)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("batik", {1, 5}),
        ("BATIK", {1, 5}),
        ("bat", {1, 5}),
        ("il", {1, 3}),
        ("ilustrator", {3}),
        ("batik yogya", {1}),
        ("yogya batik", {1}),
        ("batik python", set()),
        ("cafe", {3}),
        ("café", {3}),
        ("societe jose", {3}),
        ("2026", {4}),
        ("tidak-ada", set()),
        ("kopi, gayo!", {4}),
    ],
)
def test_finding(filled: None, query: str, found: set[int]) -> None:
    assert find(query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("batki", {1, 5}),
        ("batk", {1, 5}),
        ("baatik", {1, 5}),
        ("betik", {1, 5}),
        ("pyhton", {2}),
        ("yogyakrata", {1}),
        ("ilustrasii", {1}),
        ("otomsai", {2}),
        ("fotogrfai", {4}),
        ("fotogrefy", {4}),
        ("yogjakarto", {1}),
        ("batki yogyakarat", {1}),
        ("chatbto pyton", {2}),
    ],
)
def test_typing_errors_are_forgiven(filled: None, query: str, found: set[int]) -> None:
    assert find(query) == set()
    assert forgiven(query) == found


@pytest.mark.parametrize("query", ["zzzzzzz", "qqqqqqqqqqqq", "kpo"])
def test_what_is_near_nothing_stays_as_it_is(filled: None, query: str) -> None:
    assert search.correct(db.session(), search.query_words(query)) is None


def test_known_beginnings_are_not_corrected(filled: None) -> None:
    assert search.correct(db.session(), ["fotog", "batik"]) is None


def test_several_wrong_words_are_each_corrected(filled: None) -> None:
    assert search.correct(db.session(), ["batki", "pyhton"]) == ["batik", "python"]
    assert search.correct(db.session(), ["batki", "betik"]) == ["batik", "batik"]
    assert search.correct(db.session(), ["batkk", "batki"]) == ["batik", "batik"]


def test_a_removed_text_is_not_found(filled: None) -> None:
    with unit() as session:
        search_index.remove(session, 1)
    assert find("batik") == {5} and find("sekarayu") == set()


def test_a_changed_text_is_found_by_its_new_words_only(filled: None) -> None:
    with unit() as session:
        search_index.put(session, 1, "keramik lempung")
    assert find("keramik") == {1} and find("batik") == {5}


def test_removing_what_is_not_there_is_no_error(filled: None) -> None:
    with unit() as session:
        search_index.remove(session, 999)


def test_the_same_words_may_be_learned_twice(filled: None) -> None:
    with unit() as session:
        search_index.put(session, 6, "batik batik BATIK")
    assert find("batik") == {1, 5, 6}


@pytest.mark.parametrize(
    "hostile",
    [
        'batik" OR 1=1 --',
        "batik' ; DROP TABLE users; --",
        "batik* NEAR(x) AND NOT",
        "document:batik ^batik",
        "batik & | ! ( ) :* <->",
        "\\ \x1f %_ [a-z]",
        "'" * 100,
        "(" * 100,
    ],
)
def test_operators_are_just_text(filled: None, hostile: str) -> None:
    words = search.query_words(hostile)
    if words:
        find(hostile)
        search.correct(db.session(), words)
    assert find("batik") == {1, 5}


def test_queries_are_bounded() -> None:
    assert len(search.query_words("kata " * 1000)) == search.MOST_WORDS
    assert len(search.query_words("x" * 5000)) == 0
    assert search.query_words("a bc def") == ["bc", "def"]
    assert search.query_words("") == []


def test_words_are_folded() -> None:
    assert search.fold("Ångström, Naïve; PÔT-au-feu 3D!") == ["angstrom", "naive", "pot", "au", "feu", "3d"]


def test_single_rows_can_be_looked_at(filled: None) -> None:
    assert search.document("Batik batik modern") == " batik modern"
    column = db.literal(search.document("Batik Modern"))
    for word, there in (("batik", True), ("mod", True), ("tik", False)):
        assert bool(db.session.scalar(db.select(search.contains(db.session(), column, word)))) is there


@pytest.mark.one_database("postgresql")
def test_words_are_compared_by_code_whatever_the_language_of_the_database(app: Flask) -> None:
    collations = db.session.scalars(
        db.text("SELECT collation_name FROM information_schema.columns WHERE table_name LIKE 'search_%'")
    )
    assert set(collations) == {"C"}


def test_batches_hold_at_most_their_size() -> None:
    seen: list[list[int]] = []
    search.in_batches(range(7), 3, seen.append)
    assert seen == [[0, 1, 2], [3, 4, 5], [6]]
    search.in_batches([], 3, seen.append)
    assert len(seen) == 3
