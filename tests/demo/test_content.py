"""What is written for the demo world keeps every limit that people's own words must keep."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import Any

import pytest

from kreatr.accounts import names
from kreatr.community.models import ActivityType, Platform
from kreatr.creators.models import Availability, CreatorKind
from kreatr.demo import gallery, library
from kreatr.kernel.text import slugify, visible
from kreatr.portfolio.models import ItemCategory

PEOPLE = library.people()
USERNAMES = {person["username"] for person in PEOPLE}
WORKS: list[tuple[str, dict[str, Any]]] = [
    (person["username"], work) for person in PEOPLE for work in library.works(person["username"])
]


def _shown(work: dict[str, Any]) -> bool:
    return work["status"] == "APPROVED" and work["visibility"] == "PUBLIC"


def test_sixty_creators_with_three_hundred_works() -> None:
    assert len(PEOPLE) == len(USERNAMES) == 60
    assert len(WORKS) == 300
    assert set(library.read("works")) == set(library.read("reviews")) == USERNAMES
    assert all(3 <= count <= 9 for count in Counter(name for name, _ in WORKS).values())
    assert 340 <= sum(len(library.reviews(name)) for name in USERNAMES) <= 380


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: str(person["username"]))
def test_profiles_keep_their_limits(person: dict[str, Any]) -> None:
    assert names.fault(person["username"]) is None
    assert 2 <= len(person["name"]) <= 50
    assert 50 <= len(person["bio"]) <= 500
    assert 1 <= len(person["place"]) <= 60
    assert 3 <= len(person["skills"]) <= 9
    assert len({slugify(skill) for skill in person["skills"]}) == len(person["skills"])
    assert all(2 <= len(skill) <= 30 for skill in person["skills"])
    assert 1 <= len(person["kinds"]) <= 3
    assert set(person["kinds"]) <= set(CreatorKind)
    assert person["availability"] in set(Availability)
    assert all(url.startswith("https://") for url in person["links"].values())
    assert 75_000 <= (person["hourly_rate"] or 75_000) <= 900_000
    assert 500_000 <= (person["project_rate"] or 500_000) <= 25_000_000
    assert person["projects_completed"] >= len(library.reviews(person["username"]))
    assert 5 <= len(person["colors"]) <= 6


@pytest.mark.parametrize("username", sorted(USERNAMES))
def test_works_keep_their_limits(username: str) -> None:
    works = library.works(username)
    slugs = [slugify(work["title"]) for work in works]
    assert len(set(slugs)) == len(slugs)
    assert any(_shown(work) for work in works)
    assert any(_shown(work) and work["featured"] for work in works)
    for work in works:
        assert 5 <= len(work["title"]) <= 100, work["title"]
        assert 50 <= len(visible(work["description"])) <= 2000, work["title"]
        assert work["category"] in set(ItemCategory)
        assert 1 <= len(work["tags"]) <= 10
        assert all(2 <= len(tag) <= 30 for tag in work["tags"]), work["title"]
        assert 2 <= len(work["tools"]) <= 200


def test_every_picture_says_what_it_shows_in_both_languages() -> None:
    for _, work in WORKS:
        assert 10 <= len(work["alt"]) <= 300, work["title"]
        assert 10 <= len(work["alt_en"]) <= 300, work["title"]
        assert work["alt"] != work["alt_en"]


def test_a_third_of_the_works_come_with_their_prompt() -> None:
    assert 80 <= sum(bool(work["prompt"]) for _, work in WORKS) <= 120


def test_a_few_works_wait_are_private_or_were_refused() -> None:
    states = Counter((work["status"], work["visibility"]) for _, work in WORKS)
    assert states["PENDING", "PUBLIC"] >= 3
    assert states["REJECTED", "PUBLIC"] >= 2
    assert states["APPROVED", "PRIVATE"] >= 3
    assert states["APPROVED", "PUBLIC"] >= 280


def test_every_original_belongs_untouched_to_exactly_one_creator() -> None:
    originals = {
        entry["file"].removesuffix(".webp") for entry in gallery.manifest() if entry["kind"] == "work"
    }
    assert len(originals) == 53
    assert Counter(work["recipe"] for _, work in WORKS if work["recipe"] in originals) == Counter(originals)


def test_nobody_derives_from_the_work_of_another() -> None:
    owner = {work["recipe"]: username for username, work in WORKS if " " not in work["recipe"]}
    for username, work in WORKS:
        source = work["recipe"].split(" | ")[0]
        assert owner.get(source, username) == username, work["title"]


def test_no_two_creators_share_an_avatar_or_their_colours() -> None:
    assert len({person["avatar"] + str(person["colors"]) for person in PEOPLE}) == 60
    assert len({tuple(person["colors"]) for person in PEOPLE}) == 60
    faces = [person["avatar"] for person in PEOPLE if person["avatar"].startswith("av-")]
    assert len(set(faces)) == len(faces) == 40


def test_the_market_is_mixed() -> None:
    counts = Counter(person["availability"] for person in PEOPLE)
    assert counts["AVAILABLE"] > counts["BUSY"] > counts["UNAVAILABLE"] > 5
    assert set(chain.from_iterable(person["kinds"] for person in PEOPLE)) == set(CreatorKind)
    assert {work["category"] for _, work in WORKS if _shown(work) and work["featured"]} == set(ItemCategory)
    assert sum(person["locale"] == "en" for person in PEOPLE) >= 12
    assert any(person["hourly_rate"] is None for person in PEOPLE)
    assert any(person["project_rate"] is None for person in PEOPLE)


def test_reviews_come_once_per_reviewer_and_never_from_oneself() -> None:
    known = USERNAMES | {client["username"] for client in library.clients()}
    texts = []
    for username in USERNAMES:
        reviewers = [reviewer for _, reviewer, *_ in library.reviews(username)]
        assert len(set(reviewers)) == len(reviewers)
        assert username not in reviewers
        assert set(reviewers) <= known
        texts += [words for stars, _, words, *_ in library.reviews(username) if 1 <= stars <= 5 and words]
    assert len(set(texts)) == len(texts)


def test_inquiries_keep_their_limits_and_show_every_state() -> None:
    inquiries = library.read("inquiries")
    sekar = [letter for letter in inquiries if letter["creator"] == "sekarayu"]
    assert len(sekar) == 8
    assert len({bool(letter.get("held_reason")) for letter in sekar}) == 2
    for letter in inquiries:
        assert 2 <= len(letter["name"]) <= 100
        assert 5 <= len(letter["subject"]) <= 200
        assert 50 <= len(letter["message"]) <= 1000, letter["subject"]
        hours = [after for _, after, _ in letter.get("thread", ())]
        assert hours == sorted(hours)
        assert all(after < letter["hours"] for after in hours), letter["subject"]


def test_the_feed_and_the_events_name_what_exists() -> None:
    feed = library.read("feed")
    assert len(feed) == 30
    assert {line["type"] for line in feed} == set(ActivityType)
    assert {line["source"] for line in feed if "source" in line} == {platform.value for platform in Platform}
    for line in feed:
        assert line["actor"] is None or line["actor"] in USERNAMES
        assert line["title"] and line["title_en"] and bool(line["text"]) == bool(line["text_en"])
        assert "source" not in line or (line["link"].startswith("https://") and line["author"])
        if "item" in line:
            assert any(
                work["title"] == line["item"] and _shown(work) for work in library.works(line["actor"])
            )
    shown = {f"{username} {work['title']}" for username, work in WORKS if _shown(work)}
    assert len(library.read("highlights")) >= 4 and set(library.read("highlights")) <= shown
    zones = Counter(event["timezone"] for event in library.read("events"))
    assert sum(zones.values()) == 8
    assert all(event["title_en"] and event["text_en"] for event in library.read("events"))
    assert sum(event["days"] < 0 for event in library.read("events")) == 2, "the archive is not empty"
    assert set(zones) == {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"}


def test_details_belong_to_works_and_say_what_they_show() -> None:
    works = {f"{username} {work['title']}" for username, work in WORKS}
    for key, more in library.read("details").items():
        assert key in works, key
        assert more["pictures"] and 20 <= len(more["human_part"]) <= 500, key
        for picture in more["pictures"]:
            assert 10 <= len(picture["alt"]) <= 300 and picture["alt"] != picture["alt_en"], key


def test_desks_belong_to_people() -> None:
    desk = library.read("workbench")
    assert {*desk["drafts"], *desk["templates"]} <= USERNAMES
    for templates in desk["templates"].values():
        assert all(2 <= len(one["title"]) <= 60 and 2 <= len(one["body"]) <= 2000 for one in templates)
