"""The worker killed while it sends, and two workers at once: each mail once, or again under the same Message-ID."""

from __future__ import annotations

from collections import Counter

import psutil
import pytest
import sqlalchemy as sa

from kreatr.kernel import clock
from kreatr.kernel.db import unit
from kreatr.kernel.outbox import Delivery
from tests.faults.conftest import Scene
from tests.faults.house import form, wait_until
from tests.inquiries.letters import LETTER, PATH

AGAIN_SECONDS = 60
LETTERS = 8


def _kill_while_it_sends(scene: Scene) -> None:
    scene.smtp.mode = "hang"
    with scene.house.browser() as browser:
        assert browser.post(PATH, data=form(browser)).status_code == 303
    wait_until(lambda: scene.smtp.attempts, 15, "the worker begins to send")
    scene.smtp.mode = "ok"  # for those who come later; the one that hangs goes on hanging
    worker = scene.house.part("worker")
    everybody = [worker, *worker.children(recursive=True)]
    scene.house.kill("worker")
    assert not psutil.wait_procs(everybody, timeout=5)[1]


@pytest.mark.one_database
def test_a_worker_killed_while_it_sends(scene: Scene) -> None:
    _kill_while_it_sends(scene)
    waited = wait_until(scene.settled, AGAIN_SECONDS, "the mails go out again")
    assert {to: len(ids) for to, ids in scene.ids().items()} == {
        LETTER["email"]: 1,
        "sekarayu@contoh.test": 1,
    }
    print(f"settled after {waited:.0f} s")


def test_another_worker_takes_over_when_the_lease_has_ended(scene: Scene) -> None:
    _kill_while_it_sends(scene)
    with scene.app.app_context(), unit() as session:
        open_ = sa.update(Delivery).where(Delivery.done_at.is_(None))
        session.execute(open_.values(due_at=clock.now()))
    wait_until(scene.settled, 30, "the mails go out again")
    assert {to: len(ids) for to, ids in scene.ids().items()} == {
        LETTER["email"]: 1,
        "sekarayu@contoh.test": 1,
    }


def test_two_workers_and_two_clocks_send_each_mail_once(scene: Scene) -> None:
    workers = [scene.house.run("worker.py"), scene.house.run("worker.py", "clock")]
    with scene.house.browser() as browser:
        for number in range(LETTERS):
            letter = form(browser, email=f"orang{number}@kantor.test")
            assert browser.post(PATH, data=letter).status_code == 303
    wait_until(scene.settled, AGAIN_SECONDS, "all mails go out")
    assert all(worker.is_running() for worker in workers)
    counted = Counter(mail["Message-ID"] for mail in scene.smtp.messages)
    assert len(counted) == 2 * LETTERS and set(counted.values()) == {1}
