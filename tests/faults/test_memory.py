"""Pages from the memory of the web processes: never one of before a change, whoever is frozen or away, and a thousand at once."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
import time
from collections.abc import Iterator
from itertools import cycle

import pytest
import sqlalchemy as sa

from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator
from kreatr.kernel import events
from kreatr.kernel.db import db, unit
from tests.faults.conftest import Scene
from tests.faults.house import wait_until
from tests.faults.lines import PATIENCE, PHONE, Line

PATHS = ("/portfolio/sekarayu", "/community/marketplace", "/portfolio/sekarayu/sawah-senja")
EDITION = re.compile(r"Sekar Edisi (\d+)")
READERS, CHANGES, BETWEEN, LINES = 12, 12, 60, 12  # answers between two changes


@pytest.fixture
def scene(lasting: Scene) -> Scene:
    return lasting


@pytest.fixture
def lines(scene: Scene) -> Iterator[list[Line]]:
    """Connections to both processes, over which each page was seen."""
    found = [Line(scene.house.port) for _number in range(LINES)]
    for line in found:
        for path in PATHS:
            assert line.get(path).status == 200
    yield found
    for line in found:
        line.close()


class Editions:
    """Sekar's name, changed again and again by a process of its own, as a worker would; `last` is the last change that is done."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.last = scene, 0

    def change(self) -> float:
        """One more; the seconds until it was done."""
        began = time.monotonic()
        with self.scene.app.app_context(), unit() as session:
            sekar = session.scalars(sa.select(Creator).filter_by(username="sekarayu")).one()
            self.last_begun = self._next(sekar)
            events.record(CreatorChanged(sekar.id))
        self.last = self.last_begun
        with self.scene.app.app_context():
            db.session.remove()
        return time.monotonic() - began

    @staticmethod
    def _next(sekar: Creator) -> int:
        found = EDITION.search(sekar.display_name)
        number = int(found[1]) + 1 if found else 1
        sekar.display_name = f"Sekar Edisi {number}"
        return number


@pytest.fixture
def editions(scene: Scene) -> Editions:
    found = Editions(scene)
    found.change()
    return found


def _shown(text: str) -> int:
    found = EDITION.search(text)
    assert found, text[:2000]
    return int(found[1])


def _drawn(scene: Scene) -> int:
    """How often one of the pages was answered by Flask: the memory writes no line in the log."""
    log = scene.house.log.read_text()
    return sum(log.count(f'"path": "{path}", "status": ') for path in PATHS)


def test_the_memory_answers(scene: Scene, lines: list[Line], editions: Editions) -> None:
    def known() -> bool:
        for line in lines:
            line.get(PATHS[0])
        before = _drawn(scene)
        for line in lines:
            line.get(PATHS[0])
        return _drawn(scene) == before

    wait_until(known, PATIENCE, "every process knows the page")


def test_nobody_gets_what_was_before_a_change(scene: Scene, editions: Editions) -> None:
    over, wrong, answers = threading.Event(), [], []

    def read(line: Line, paths: Iterator[str]) -> None:
        while not over.is_set():
            known, path = editions.last, next(paths)
            shown = _shown(line.get(path).text)
            answers.append(shown)
            if shown < known:
                wrong.append((path, known, shown))

    before = _drawn(scene)
    lines = [Line(scene.house.port) for _number in range(READERS)]
    readers = [
        threading.Thread(target=read, args=(line, cycle(PATHS[n % 3 :] + PATHS[: n % 3])))
        for n, line in enumerate(lines)
    ]
    for reader in readers:
        reader.start()
    for _change in range(CHANGES):
        enough = len(answers) + BETWEEN
        wait_until(lambda enough=enough: len(answers) > enough, PATIENCE, "people read")
        editions.change()
    over.set()
    for reader, line in zip(readers, lines, strict=True):
        reader.join(PATIENCE)
        line.close()
    assert not wrong
    assert len(answers) > 2 * (_drawn(scene) - before), "most of them came from memory"


def test_a_frozen_process_answers_with_what_is_now(
    scene: Scene, lines: list[Line], editions: Editions
) -> None:
    for victim in scene.house.part("web").children():
        for path in PATHS:
            for line in lines:
                line.get(path)
        victim.send_signal(signal.SIGSTOP)
        try:
            editions.change()
            for line in lines:
                line.ask(PATHS[0])
            again = editions.change()
        finally:
            victim.send_signal(signal.SIGCONT)
        assert [_shown(line.answer().text) >= editions.last - 1 for line in lines] == [True] * LINES
        assert {_shown(line.get(path).text) for line in lines for path in PATHS} == {editions.last}
        assert again < 5, "nobody waits for the frozen one twice"


def _crowd(port: int, number: int, path: str) -> list[int]:
    """The statuses that so many people get who all ask at the same moment; every third has a session."""
    everybody = asyncio.Barrier(number)

    async def visit(person: int) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        cookie = f"Cookie: kreatr=made-up-{person}\r\n" if person % 3 == 0 else ""
        await everybody.wait()
        writer.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {PHONE}\r\n{cookie}Connection: close\r\n\r\n".encode()
        )
        answer = await reader.read()
        writer.close()
        assert answer.endswith(b"</html>") or b"</html>" in answer[-20:]
        return int(answer[9:12])

    async def all_of_them() -> list[int]:
        return await asyncio.gather(*(visit(person) for person in range(number)))

    return asyncio.run(all_of_them())


def test_a_hundred_at_once_see_a_profile_that_is_being_edited(scene: Scene, editions: Editions) -> None:
    over = threading.Event()

    def edit() -> None:
        while not over.is_set():
            editions.change()

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        statuses = [_crowd(scene.house.port, 100, path) for path in PATHS]
    finally:
        over.set()
        editor.join(PATIENCE)
    assert statuses == [[200] * 100] * 3


def test_a_thousand_at_once(scene: Scene, editions: Editions) -> None:
    before = _drawn(scene)
    assert _crowd(scene.house.port, 1000, PATHS[0]) == [200] * 1000
    drawn = _drawn(scene) - before
    assert drawn < 500, f"those without a session waited for one page, but {drawn} went to Flask"


def test_valkey_hangs_and_comes_back(scene: Scene, lines: list[Line], editions: Editions) -> None:
    scene.valkey.freeze()
    try:
        editions.change()
        assert {_shown(line.get(path).text) for line in lines for path in PATHS} == {editions.last}
    finally:
        scene.valkey.thaw()
    _never_again(lines, editions)


def test_valkey_is_killed_and_comes_back(scene: Scene, lines: list[Line], editions: Editions) -> None:
    scene.valkey.kill()
    try:
        editions.change()
        assert {_shown(line.get(path).text) for line in lines for path in PATHS} == {editions.last}
    finally:
        scene.valkey.start()
    _never_again(lines, editions)
    test_the_memory_answers(scene, lines, editions)


def _never_again(lines: list[Line], editions: Editions) -> None:
    """For as long as a client leaves Valkey alone after a failure, and some more."""
    ends = time.monotonic() + 4
    while time.monotonic() < ends:
        assert {_shown(line.get(path).text) for line in lines for path in PATHS} == {editions.last}
