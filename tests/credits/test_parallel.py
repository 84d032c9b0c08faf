"""Many at once, and some killed: the books stay right (D8)."""

from __future__ import annotations

import multiprocessing
import random
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from kreatr.credits.actions import NotEnoughCredits, release, reserve, settle
from kreatr.credits.models import CLOSING, CreditEntry, EntryKind
from kreatr.kernel.db import db, uuid7
from tests.credits.books import ABOUT, audited, give, lines, open_calls
from tests.world import make_user

FORK = multiprocessing.get_context("fork")
Verb = Callable[[], Any]


def together(app: Flask, verbs: list[Verb]) -> list[Any]:
    """Each verb in one of ten threads, with a session of its own; what it returned, or the refusal."""

    def run(verb: Verb) -> Any:
        with app.app_context():
            try:
                return verb()
            except NotEnoughCredits as error:
                return error

    with ThreadPoolExecutor(10) as threads:
        return list(threads.map(run, verbs))


def of_call(user_id: uuid.UUID, call_id: uuid.UUID) -> dict[EntryKind, CreditEntry]:
    return {line.kind: line for line in lines(user_id) if line.call_id == call_id}


def test_fifty_at_once_on_a_balance_for_ten(app: Flask) -> None:
    person = make_user().id
    give(person, 1_009)
    calls = [uuid7() for _ in range(50)]
    answers = together(app, [lambda call=call: reserve(person, call, 100, ABOUT) for call in calls])
    paid = [call for call, answer in zip(calls, answers, strict=True) if answer is None]
    assert len(paid) == 10 and sum(isinstance(answer, NotEnoughCredits) for answer in answers) == 40
    assert audited(person) == 9 and open_calls(person) == set(paid)

    order = random.Random(7)
    verbs = [lambda call=call: settle(call, 60) for call in paid * 2]
    verbs += [lambda call=call: release(call) for call in calls * 2]
    order.shuffle(verbs)
    together(app, verbs)
    kinds = [set(of_call(person, call)) - {EntryKind.RESERVATION} for call in paid]
    assert all(len(closed) == 1 for closed in kinds), "exactly one of the two closes a call"
    settled = kinds.count({EntryKind.SETTLEMENT})
    assert audited(person) == 1_009 - settled * 60 and not open_calls(person)


def test_twins_of_one_reservation_take_once(app: Flask) -> None:
    person, call = make_user().id, uuid7()
    give(person, 500)
    together(app, [lambda: reserve(person, call, 100, ABOUT)] * 12)
    assert audited(person) == 400


def _spend(app: Flask, user_id: uuid.UUID, seed: int) -> None:
    """A process that works until it is killed."""
    with app.app_context():
        chance = random.Random(seed)
        while True:
            call = uuid7()
            try:
                reserve(user_id, call, chance.randint(1, 400), ABOUT)
            except NotEnoughCredits:
                continue
            if chance.random() < 0.5:
                settle(call, chance.randint(0, 500))
            else:
                release(call)


def test_processes_killed_in_the_middle(app: Flask) -> None:
    """Killed by −9 at any moment: what they left open is released, and every credit is where the ledger says."""
    person = make_user().id
    give(person, 5_000)
    db.session.remove()
    db.engine.dispose()  # no connection may be shared with a child
    children = [FORK.Process(target=_spend, args=(app, person, seed), daemon=True) for seed in range(3)]
    for child in children:
        child.start()
    for child in children:
        time.sleep(0.2)
        child.kill()
        child.join()
        assert child.exitcode == -9, "it ended by itself"
    audited(person)
    for call in open_calls(person):
        assert release(call) and not release(call) and settle(call, 10) == 0
    closed = {line.call_id for line in lines(person) if line.kind in CLOSING}
    assert closed, "nothing was killed in the middle of anything"
    assert audited(person) <= 5_000 and not open_calls(person)


def test_a_long_random_walk(app: Flask) -> None:
    """Reservations, settlements, releases of the same few calls, again and again, in any order, by several at once."""
    person, chance = make_user().id, random.Random(20261125)
    give(person, 2_000)
    calls = [uuid7() for _ in range(20)]
    sizes = {call: chance.randint(1, 400) for call in calls}

    def step() -> Verb:
        call = chance.choice(calls)
        verb = chance.choice(("reserve", "settle", "release"))
        used = chance.randint(0, 600)
        if verb == "reserve" and call in sizes:
            return lambda: reserve(person, call, sizes.pop(call, 1), ABOUT) if call in sizes else None
        return (lambda: settle(call, used)) if verb == "settle" else (lambda: release(call))

    for _round in range(4):
        together(app, [step() for _ in range(40)])
        audited(person)
    together(app, [lambda call=call: release(call) for call in calls])
    assert not open_calls(person)
    audited(person)
