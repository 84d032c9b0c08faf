"""One case: what is shown before somebody decides, and what is not."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.kernel.db import unit
from kreatr.moderation.actions import cases
from kreatr.moderation.models import Case, CaseKind, Report, ReportReason, SubjectKind
from kreatr.moderation.queries.changes import compared
from tests.conformance.test_queries import MOST, counted
from tests.judge import Client
from tests.moderation.waiting import PATH, make_held, make_revision, make_upload, make_waiting
from tests.page import words
from tests.world import World, make_review, signed_in


@pytest.fixture
def maya(world: World, client: Client) -> Client:
    return signed_in(client, world.maya)


def _open(client: Client, case: Case, query: str = "") -> Any:
    answer = client.get(f"{PATH}/{case.id}{query}")
    assert answer.status_code == 200
    return answer.page


def test_words_come_first_and_pictures_when_asked_for(app: Flask, world: World, maya: Client) -> None:
    case = make_waiting(
        world.rizky, "Penari Pagi", description="Studi **gerak** dari sanggar. <script>", prompt="--ar 2:3"
    )
    page = _open(maya, case)
    assert (
        page.text("#kasus-judul") == "Penari Pagi"
        and page.text("#kasus .prose") == "Studi gerak dari sanggar. <script>"
    )
    assert not page.all("#kasus-gambar img") and page.one(".raw").get("aria-label") == "Gambar Penari Pagi"
    picture = page.one("#kasus-gambar a.load").get("href")
    assert maya.get(picture).mimetype == "image/webp"
    stranger = app.test_client()
    assert isinstance(stranger, Client)
    assert (
        stranger.get(picture).status_code == signed_in(stranger, world.dewi).get(picture).status_code == 404
    )
    assert _open(maya, case, "?pictures=all").one("#kasus-gambar img").get("alt") == "Gambar Penari Pagi"


def test_a_revision_shows_only_what_changes(world: World, maya: Client) -> None:
    upload = make_upload(world.sekar.user)
    changed = {
        "title": "Sawah Senja di <b>Ubud</b>",
        "images": [{"id": str(upload.id), "alt": "Sawah <i>baru</i>", "alt_en": ""}],
    }
    case = make_revision(world.items[0], world.sekar.user, **changed)
    page = _open(maya, case)
    assert [words(title) for title in page.all(".changes h3")] == ["Judul"]
    old, new = page.all(".changes .voice")
    assert (words(old), words(new)) == ("Sawah Senja", "Sawah Senja di <b>Ubud</b>")
    assert [words(part) for part in page.all(".changes ins")] == ["di <b>Ubud</b>"]
    assert "pameran kecil" not in page.text("#kasus"), "what stays as it is was read before"
    shots = [words(caption) for caption in page.all("#kasus-gambar figcaption")]
    assert shots == ["Baru: Sawah <i>baru</i>", "Akan dilepas: Gambar Sawah Senja"]
    assert maya.get(page.all("#kasus-gambar a.load")[0].get("href")).status_code == 200


@pytest.mark.parametrize(
    ("old", "new", "was", "will"),
    [
        ("", "baru", [], [("baru", True)]),
        (
            "satu dua tiga",
            "satu tiga",
            [("satu ", False), ("dua ", True), ("tiga", False)],
            [("satu tiga", False)],
        ),
        ("a", "a", [("a", False)], [("a", False)]),
    ],
)
@pytest.mark.one_database
def test_words_are_compared_one_by_one(old: str, new: str, was: Any, will: Any) -> None:
    assert compared(old, new) == (was, will)


@pytest.mark.one_database
def test_long_texts_of_one_word_do_not_take_long() -> None:
    was, will = compared("a " * 900, "b " + "a " * 900)
    assert "".join(text for text, _ in was) == "a " * 900 and will[0][1]
    assert compared("a " * 5000, "b") == ([("a " * 5000, True)], [("b", True)])


def test_it_says_what_is_known_of_the_person(world: World, maya: Client) -> None:
    case = make_waiting(world.sekar, "Menunggu")
    reported = cases.open_case(
        CaseKind.REPORT,
        SubjectKind.REVIEW,
        make_review(world.sekar, world.hendra, comment="Kata kasar sekali.").id,
        person=world.sekar.user,
        title="Ulasan",
        weight=100,
        signs={"profanity": "kasar"},
    )
    with unit() as session:
        told = {"reporter_id": world.dewi.id, "reason": ReportReason.INSULT, "words": "Menghina <b>aku</b>."}
        session.add(Report(case_id=reported.id, weight=100, **told))
    facts = [words(row) for row in _open(maya, case).all("article .rows div")]
    assert {"Karya tayang3", "Laporan pada akun1", "Teguran0", "Pemeriksaan otomatisLolos"} <= set(facts)
    page = _open(maya, reported)
    assert "Kata kasar sekali." in page.text("article") and "Menghina <b>aku</b>." in page.text("article")
    assert "Kata kasarkasar" in page.text("article") and "@dewi" in page.text("article")


def test_the_heaviest_page_stays_within_its_queries(world: World, maya: Client) -> None:
    images = [{"id": str(make_upload(world.sekar.user).id), "alt": "", "alt_en": ""}]
    revision = make_revision(world.items[0], world.sekar.user, title="Sawah lain", images=images)
    pages = [
        make_waiting(world.sekar, "Dua", 2),
        revision,
        make_held(world.sekar),
        cases.open_case(
            CaseKind.REPORT,
            SubjectKind.ITEM,
            world.items[1].id,
            person=world.sekar.user,
            title="Kopi",
            weight=100,
        ),
        cases.open_case(
            CaseKind.REPORT,
            SubjectKind.CREATOR,
            world.sekar.id,
            person=world.sekar.user,
            title="Sekar",
            weight=100,
        ),
    ]
    addresses = [f"{PATH}/{case.id}" for case in pages]
    for address in addresses:
        with counted() as seen:
            assert maya.get(address).status_code == 200
        assert len(seen) <= MOST, f"{len(seen)} queries"


def test_accounts_are_the_administrators_alone(world: World, maya: Client) -> None:
    case = cases.open_case(CaseKind.BAN, SubjectKind.USER, world.dewi.id, person=world.dewi, title="@dewi")
    assert maya.get(f"{PATH}/{case.id}").status_code == 404
    assert "@dewi" not in maya.get(f"{PATH}?tab=appeals").page.text("main")
    maya.delete_cookie("kreatr")
    signed_in(maya, world.bagus)
    assert "@dewi" in maya.get(f"{PATH}?tab=appeals").page.text("main")
    assert _open(maya, case).text("#kasus-judul") == "@dewi"


def test_notes_are_for_the_house_or_for_everybody(world: World, maya: Client) -> None:
    case = make_waiting(world.sekar, "Menunggu")
    page = maya.get(f"{PATH}/{case.id}")
    assert maya.submit(page, "form#catatan", body="x").status_code == 422
    for _tap in range(2):
        answer = maya.submit(page, "form#catatan", body="Penarinya <b>setuju</b>.")
        assert answer.location == f"{PATH}/{case.id}"
    told = maya.submit(
        maya.get(answer.location), "form#catatan", htmx=True, body="Mohon sebut alatnya.", internal=None
    )
    lines = [words(line) for line in told.page.all(".talk li")]
    assert len(lines) == 2 and told.headers["HX-Push-Url"] == f"{PATH}/{case.id}"
    assert "untuk tim" in lines[0] and "Penarinya <b>setuju</b>." in lines[0] and "untuk tim" not in lines[1]
