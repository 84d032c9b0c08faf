"""The worker is killed while it writes views: nothing is lost, nothing counts twice."""

from __future__ import annotations

import signal
import time

import pytest
import sqlalchemy as sa

from kreatr.kernel import tally
from kreatr.kernel.db import db
from kreatr.portfolio.models import CreatorViews, Item
from tests.faults.conftest import Scene
from tests.faults.house import wait_until

WORK = "/portfolio/sekarayu/sawah-senja"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"
VISITORS = 30
JOB = "kreatr.portfolio.jobs.write_views"
# A worker that ends itself, as by kill -9, right before or after a step of the job.
DYING = """
import os, signal
from kreatr import create_app
from kreatr.kernel import tally
from kreatr.portfolio import jobs
from kreatr.portfolio.actions import counting

def dies(function, before):
    def step(*arguments):
        if before:
            os.kill(os.getpid(), signal.SIGKILL)
        function(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    return step

where, when = {where!r}, {when!r}
module = tally if where in ("take", "forget") else counting
setattr(module, where, dies(getattr(module, where), when == "before"))
with create_app().app_context():
    jobs.write_views()
"""


def _look(scene: Scene) -> None:
    with scene.house.browser() as browser:
        for number in range(VISITORS):
            headers = {"User-Agent": f"{PHONE} {number}"}
            assert browser.get(WORK, headers=headers).status_code == 200


def _views(scene: Scene) -> tuple[int, int]:
    with scene.app.app_context():
        db.session.rollback()
        item = db.session.scalars(sa.select(Item.views).where(Item.slug == "sawah-senja")).one()
        return item, db.session.scalar(sa.select(sa.func.sum(CreatorViews.views))) or 0


def _write(scene: Scene) -> None:
    code = f"from kreatr import create_app\nfrom {JOB.rpartition('.')[0]} import write_views\nwith create_app().app_context(): write_views()"
    assert scene.house.run("-c", code).wait(30) == 0


@pytest.mark.parametrize(
    ("where", "when"),
    [
        ("take", "after"),
        ("write_views", "before"),
        ("write_views", "after"),
        ("forget", "before"),
        ("forget", "after"),
    ],
)
@pytest.mark.one_database
def test_a_job_that_dies_between_two_steps(scene: Scene, where: str, when: str) -> None:
    scene.house.part("clock").send_signal(signal.SIGSTOP)
    _look(scene)
    dying = scene.house.run("-c", DYING.format(where=where, when=when))
    assert dying.wait(30) == -signal.SIGKILL
    for _again in range(2):
        _write(scene)
        assert _views(scene) == (VISITORS, VISITORS)


def test_workers_killed_at_any_moment(scene: Scene) -> None:
    """Several workers write the same batches and are killed while they do; the clock's own job comes last."""
    _look(scene)
    for pause in (0.4, 0.7, 1.0):
        jobs = [scene.house.run("-c", DYING.format(where="forget", when="before")) for _two in range(2)]
        time.sleep(pause)
        for job in jobs:
            job.kill()
        scene.house.kill("worker")
    wait_until(lambda: _views(scene)[0] >= VISITORS, 100, "the clock's job writes the views")
    with scene.app.app_context():
        wait_until(lambda: not tally.take(), 100, "every batch is let go of")
    assert _views(scene) == (VISITORS, VISITORS)
