"""The worker is killed while it writes views, visitors' steps or measurements: nothing is lost, nothing counts twice."""

from __future__ import annotations

import signal
import time

import pytest
import sqlalchemy as sa

from kreatr.analytics.models import Step, StepDay
from kreatr.kernel import tally
from kreatr.kernel.db import db
from kreatr.operations.models import EndpointHour
from kreatr.portfolio.models import CreatorViews, Item
from tests.faults.conftest import Scene
from tests.faults.house import wait_until

WORK = "/portfolio/sekarayu/sawah-senja"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/139.0 Mobile Safari/537.36"
VISITORS = 30
# What gathers → the job, and the action that writes it.
GATHERS = {
    "views": ("kreatr.portfolio.jobs.write_views", "kreatr.portfolio.actions.counting"),
    "steps": ("kreatr.analytics.jobs.write_steps", "kreatr.analytics.actions"),
    "measures": ("kreatr.operations.jobs.write_measures", "kreatr.operations.actions.writing"),
}
VIEWED = ("views", "steps")
STEPS = (
    ("take", "after"),
    ("write", "before"),
    ("write", "after"),
    ("forget", "before"),
    ("forget", "after"),
)
# A worker that ends itself, as by kill -9, right before or after a step of the job.
DYING = """
import importlib, os, signal
from kreatr import create_app
from kreatr.kernel import tally

def dies(function, before):
    def step(*arguments):
        if before:
            os.kill(os.getpid(), signal.SIGKILL)
        function(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    return step

where, when, (job, actions) = {where!r}, {when!r}, {gather!r}
jobs, _, write = job.rpartition(".")
module, name = (tally, where) if where in ("take", "forget") else (importlib.import_module(actions), write)
setattr(module, name, dies(getattr(module, name), when == "before"))
with create_app().app_context():
    getattr(importlib.import_module(jobs), write)()
"""
WHOLE = """
import importlib
from kreatr import create_app
jobs, _, write = {gather!r}[0].rpartition(".")
with create_app().app_context():
    getattr(importlib.import_module(jobs), write)()
"""


def _look(scene: Scene) -> None:
    """Thirty people look at a work; until the web has handed all of it over."""
    with scene.house.browser() as browser:
        for number in range(VISITORS):
            headers = {"User-Agent": f"{PHONE} {number}"}
            assert browser.get(WORK, headers=headers).status_code == 200
    seen = scene.valkey.client.keys
    wait_until(
        lambda: sum(scene.valkey.client.scard(key) for key in seen("kreatr:seen:*")) == 2 * VISITORS,
        10,
        "each look and each step is handed over",
    )


def _counted(scene: Scene, gather: str) -> tuple[int, int]:
    """The number in both places where it is written."""
    with scene.app.app_context():
        db.session.rollback()
        if gather == "steps":
            day = db.session.scalar(sa.select(StepDay.visitors).where(StepDay.step == Step.PROFILE)) or 0
            return day, db.session.scalar(sa.select(sa.func.sum(StepDay.visitors))) or 0
        if gather == "measures":
            answers = sa.select(sa.func.sum(EndpointHour.number)).where(
                EndpointHour.endpoint == "portfolio.item"
            )
            number = db.session.scalar(answers) or 0
            return number, number
        item = db.session.scalars(sa.select(Item.views).where(Item.slug == "sawah-senja")).one()
        return item, db.session.scalar(sa.select(sa.func.sum(CreatorViews.views))) or 0


@pytest.mark.parametrize(("where", "when"), STEPS)
@pytest.mark.one_database
def test_a_job_that_dies_between_two_steps(scene: Scene, where: str, when: str) -> None:
    scene.house.part("clock").send_signal(signal.SIGSTOP)
    _look(scene)
    for gather in GATHERS if (where, when) == ("write", "after") else VIEWED:
        dying = scene.house.run("-c", DYING.format(where=where, when=when, gather=GATHERS[gather]))
        assert dying.wait(120) == -signal.SIGKILL, gather
        for _again in range(2):
            assert scene.house.run("-c", WHOLE.format(gather=GATHERS[gather])).wait(120) == 0
            assert _counted(scene, gather) == (VISITORS, VISITORS), gather


def test_workers_killed_at_any_moment(scene: Scene) -> None:
    """Several workers write the same batches and are killed while they do; the clock's own jobs come last."""
    _look(scene)
    for pause in (0.4, 0.7, 1.0):
        jobs = [
            scene.house.run("-c", DYING.format(where="forget", when="before", gather=gather))
            for gather in (GATHERS[name] for name in VIEWED)
            for _two in range(2)
        ]
        time.sleep(pause)
        for job in jobs:
            job.kill()
        scene.house.kill("worker")
    for gather in VIEWED:
        _await_all(scene, gather)


def _await_all(scene: Scene, gather: str) -> None:
    wait_until(lambda: _counted(scene, gather)[0] >= VISITORS, 100, f"the clock's job writes the {gather}")
    with scene.app.app_context():
        wait_until(lambda: not tally.take(gather), 100, "every batch is let go of")
    assert _counted(scene, gather) == (VISITORS, VISITORS)


def test_a_web_that_ends_hands_over_what_it_holds(scene: Scene) -> None:
    """Whoever restarts the house loses nobody: what waits in the process goes before it does."""
    scene.house.part("clock").send_signal(signal.SIGSTOP)
    with scene.house.browser() as browser:
        assert browser.get(WORK, headers={"User-Agent": PHONE}).status_code == 200
    scene.house.part("web").send_signal(signal.SIGTERM)
    kept = scene.valkey.client
    wait_until(lambda: kept.hvals("kreatr:steps") == [b"1"], 10, "the step is handed over")
    wait_until(
        lambda: any(b"portfolio.item" in key for key in kept.hkeys("kreatr:measures")), 10, "the answer too"
    )
