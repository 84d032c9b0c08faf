"""What a page from the memory of a web process is at the wire: the same answer as Flask's, and counted like one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from kreatr.kernel import clock, tally, tokens
from kreatr.kernel.db import db
from kreatr.operations import jobs
from kreatr.operations.models import EndpointHour
from tests import apps
from tests.faults.conftest import Scene
from tests.faults.house import wait_until
from tests.faults.lines import PATIENCE, PHONE, Answer, Line

WORK = "/portfolio/sekarayu/sawah-senja"
OF_ONE_ANSWER = {"x-request-id", "date"}
SESSION = "Cookie: kreatr=somebody"


@pytest.fixture
def line(lasting: Scene) -> Iterator[Line]:
    found = Line(lasting.house.port)
    yield found
    found.close()


def _by_flask(scene: Scene) -> int:
    """How many answers Flask gave; the memory writes no line in the log."""
    return scene.house.log.read_text().count('"event": "request"')


def _kept(scene: Scene, line: Line, path: str, *more: str) -> Answer:
    """The page, once it is answered from memory."""
    found: list[Answer] = []

    def known() -> bool:
        before = _by_flask(scene)
        found[:] = [line.get(path, *more)]
        return _by_flask(scene) == before

    wait_until(known, PATIENCE, f"{path} is known")
    return found[0]


def test_it_is_the_same_answer_under_an_id_of_its_own(lasting: Scene, line: Line) -> None:
    for more in (("Accept-Encoding: identity",), ("Cookie: locale=en; theme=dark",), ("HX-Request: true",)):
        first = line.get("/community/marketplace?page=1", *more)
        kept = _kept(lasting, line, "/community/marketplace?page=1", *more)
        assert kept.status == first.status == 200 and kept.text == first.text
        assert {**kept.headers, **dict.fromkeys(OF_ONE_ANSWER)} == {
            **first.headers,
            **dict.fromkeys(OF_ONE_ANSWER),
        }
        again = line.get("/community/marketplace?page=1", *more)
        assert again.headers["x-request-id"] != kept.headers["x-request-id"]
        named = line.get("/community/marketplace?page=1", *more, "X-Request-Id: chosen-by-a-proxy")
        assert named.headers["x-request-id"] == "chosen-by-a-proxy"


def test_each_choice_of_a_reader_is_a_page_of_its_own(lasting: Scene, line: Line) -> None:
    texts = {
        _kept(lasting, line, WORK, *more).text
        for more in ((), ("Cookie: locale=en",), ("Cookie: theme=dark",), ("Save-Data: on",))
    }
    assert len(texts) == 4


def test_an_unchanged_page_is_an_empty_304(lasting: Scene, line: Line) -> None:
    tag = _kept(lasting, line, WORK).headers["etag"]
    before = _by_flask(lasting)
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        same = line.get(WORK, f"If-None-Match: {known}")
        assert same.status == 304 and same.text == ""
        assert set(same.headers) <= {"cache-control", "etag", "vary", "date", "server"}
        assert {"cache-control", "etag", "vary"} <= set(same.headers)
    assert line.get(WORK, 'If-None-Match: "other"').status == 200
    assert _by_flask(lasting) == before


def test_who_knows_a_page_already_brings_it_into_memory_too(lasting: Scene, line: Line) -> None:
    path = "/community/marketplace?sort=newest"
    asked = (path, "Cookie: unrelated=1", f"If-None-Match: {line.get(path).headers['etag']}")
    assert line.get(*asked).status == 304
    assert _kept(lasting, line, *asked).status == 304


def test_a_head_has_no_body(lasting: Scene, line: Line) -> None:
    kept = _kept(lasting, line, WORK)
    before = _by_flask(lasting)
    line.ask(WORK, method="HEAD")
    head = line.answer(head=True)
    assert head.status == 200 and head.headers["content-length"] == kept.headers["content-length"]
    assert line.get(WORK).text == kept.text, "nothing of a body came after the head"
    assert _by_flask(lasting) == before


def test_what_is_not_the_same_question_goes_to_flask(lasting: Scene, line: Line) -> None:
    _kept(lasting, line, WORK)
    line.ask(WORK, host="elsewhere.test")
    assert line.answer().status == 400
    before = _by_flask(lasting)
    for more in ((SESSION,), ("Cookie: theme=dark", SESSION), ("If-Match: *",), ("X-Twice: 1", "X-Twice: 2")):
        assert line.get(WORK, *more).status in (200, 412)
    assert _by_flask(lasting) == before + 4


def test_answers_from_memory_are_counted(lasting: Scene, line: Line) -> None:
    def looks(agent: str, address: str = "127.0.0.1") -> list[bool]:
        """Whether this visitor's view and step were noted."""
        day = clock.now().astimezone(tally.ZONE).date().isoformat()
        wanted = (("views", "sekarayu/sawah-senja"), ("steps", "PROFILE"))
        known = [
            tokens.derived_from(apps.SECRET_KEY, "look", kind, day, address, agent, what)
            for kind, what in wanted
        ]
        client = lasting.valkey.client
        return [bool(client.sismember(f"kreatr:seen:{day}", bytes.fromhex(one[:24]))) for one in known]

    def measured() -> int:
        with lasting.app.app_context():
            jobs.write_measures()
            number = sa.select(sa.func.sum(EndpointHour.number)).filter_by(endpoint="portfolio.item")
            return int(db.session.scalar(number) or 0)

    _kept(lasting, line, WORK)
    before, answered = _by_flask(lasting), measured()
    others = {f"{PHONE} ahead": "Sec-Purpose: prefetch", "Googlebot/2.1": "Accept: */*"}
    for agent, more in others.items():
        assert line.get(WORK, f"User-Agent: {agent}", more).status == 200
    line.ask(WORK, f"User-Agent: {PHONE} head", method="HEAD")
    assert line.answer(head=True).status == 200
    for agent in (f"{PHONE} {number}" for number in range(10)):
        assert line.get(WORK, f"User-Agent: {agent}", "X-Forwarded-For: 203.0.113.7").status == 200
    assert _by_flask(lasting) == before
    wait_until(lambda: all(looks(f"{PHONE} 9")), PATIENCE, "the last one's look is handed over")
    assert all(all(looks(f"{PHONE} {number}")) for number in range(10))
    assert not any(any(looks(agent)) for agent in (*others, f"{PHONE} head"))
    assert not any(looks(f"{PHONE} 1", "203.0.113.7")), "no proxy is trusted here"
    wait_until(lambda: measured() >= answered + 13, PATIENCE, "each answer is measured")
