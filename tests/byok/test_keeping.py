"""D8, C06, S15: one key per person and provider, whoever is faster; what marks a key; whom it is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from kreatr.accounts.models import User
from kreatr.ai.actions import keys as keeping
from kreatr.ai.actions.keys import Typed
from kreatr.ai.errors import KeyNotFound
from kreatr.ai.models import KeyStatus, Provider, ProviderKey
from kreatr.ai.queries import keys
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.kernel.outbox import Delivery
from kreatr.notices.models import Notice
from tests.byok.provider import StandIn, planted
from tests.byok.test_page import PATH, kept
from tests.inquiries.letters import at_once
from tests.judge import Client
from tests.mailbox import Mailbox, text
from tests.world import World, signed_in

OPENAI = Provider.OPENAI


def _user(id_: Any) -> User:
    return db.session.get_one(User, id_)


def _outcome(verb: Callable[[], Any]) -> str:
    try:
        verb()
    except KeyNotFound:
        return "gone"
    return "done"


def test_two_tabs_save_the_same_provider_at_once(app: Flask, world: World) -> None:
    user_id, secrets = world.sekar.user_id, [planted(OPENAI) for _ in range(6)]
    at_once(
        app,
        [lambda one=one: keeping.save(_user(user_id), OPENAI, Typed(one, models=["a"])) for one in secrets],
    )
    [key] = kept()
    assert key.version == 6 and keys.door(key).key in secrets and key.hint == keys.door(key).key[-4:]


def test_removing_and_replacing_at_once(app: Flask, world: World) -> None:
    user_id = world.sekar.user_id
    key_id = keeping.save(world.sekar.user, OPENAI, Typed(planted(OPENAI), models=[])).id
    told = at_once(app, [lambda: _outcome(lambda: keeping.remove(_user(user_id), key_id)) for _ in range(4)])
    assert sorted(told) == ["done", "gone", "gone", "gone"] and kept() == []


def test_a_refusal_counts_once_and_never_for_another_key(app: Flask, world: World, deliver: Any) -> None:
    key = keeping.save(world.sekar.user, OPENAI, Typed(planted(OPENAI), models=["a"]))
    told = at_once(app, [lambda: keeping.mark_refused(key.id, 1, expired=True) for _ in range(4)])
    assert sorted(told) == [False, False, False, True]
    assert kept()[0].status is KeyStatus.EXPIRED and kept()[0].refused_at is not None
    deliver()
    lines = db.session.scalars(sa.select(Notice.kind).where(Notice.user_id == world.sekar.user_id))
    assert sorted(lines) == ["key_refused", "key_saved"]

    keeping.replace(_user(world.sekar.user_id), key.id, Typed(planted(OPENAI), models=["a"]))
    assert not keeping.mark_refused(key.id, 1, expired=False), "a call of the old key came back late"
    assert not keeping.mark_checked(key.id, 1, ["b"])
    [key] = kept()
    assert (key.status, key.refused_at, key.models) == (KeyStatus.ACTIVE, None, ["a"])
    keeping.mark_used(key.id)
    assert kept()[0].used_at is not None


@pytest.mark.one_database
def test_a_key_that_could_not_be_tested_is_tested_in_growing_pauses(
    world: World, provider: StandIn, deliver: Any
) -> None:
    secret = planted(OPENAI)
    keeping.save(world.sekar.user, OPENAI, Typed(secret))
    provider.answers = [(503, 0, {}), (429, 0, {})]
    deliver(may_fail=True)
    for seconds in (6, 23):
        assert kept()[0].status is KeyStatus.NOT_VALIDATED and kept()[0].refused_at is None
        with time_machine.travel(clock.now() + timedelta(seconds=seconds)):
            deliver(may_fail=True)
    assert kept()[0].status is KeyStatus.ACTIVE and provider.asked == [secret] * 3
    errors = db.session.scalars(sa.select(Delivery.error).where(Delivery.error.is_not(None))).all()
    assert not any(secret in error for error in errors if error)


@pytest.mark.one_database
def test_a_key_that_turns_out_to_be_wrong_is_told(world: World, provider: StandIn, deliver: Any) -> None:
    secret = planted(OPENAI)
    keeping.save(world.sekar.user, OPENAI, Typed(secret))
    provider.refuses = {secret}
    deliver()
    assert kept()[0].status is KeyStatus.INVALID and provider.asked == [secret]


@pytest.mark.one_database
def test_letters(client: Client, world: World, mailbox: Mailbox, deliver: Any, provider: StandIn) -> None:
    user, first, second = world.sekar.user, planted(OPENAI), planted(OPENAI)
    key_id = keeping.save(user, OPENAI, Typed(first, models=["a"])).id
    deliver()
    keeping.replace(_user(user.id), key_id, Typed(second, models=["a"]))
    deliver()
    keeping.mark_refused(key_id, 2, expired=False)
    deliver()
    keeping.remove(_user(user.id), key_id)
    deliver()
    letters = mailbox.to(world.sekar.user.email)
    assert len(letters) == 4 and all("OpenAI" in letter["Subject"] for letter in letters)
    for letter, secret in zip(letters, (first, second, second, second), strict=True):
        assert f"…{secret[-4:]}" in text(letter) and secret not in letter.as_string() and PATH in text(letter)
    signed_in(client, world.sekar.user)
    page = client.get("/dashboard/notices").page
    assert page.text("main").count("OpenAI") == 4
    switches = [
        field.get("name") for field in client.get("/dashboard/settings/notifications").page.all("main input")
    ]
    assert "mail-key_refused" in switches and "mail-key_saved" not in switches, (
        "these letters are always sent (S15)"
    )


@pytest.mark.one_database
def test_what_lies_around_is_said(client: Client, world: World, provider: StandIn) -> None:
    key = keeping.save(world.sekar.user, OPENAI, Typed(planted(OPENAI), models=["a"]))

    def said(days: int) -> str:
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            return str(
                signed_in(client.application.test_client(), world.sekar.user)
                .get(PATH)
                .page.text("li[id^=kunci-]")
            )  # type: ignore[arg-type]

    assert "hari" not in said(89) and "91 hari" in said(91)
    with time_machine.travel(clock.now() + timedelta(days=360)):
        keeping.mark_used(key.id)
    assert "setahun" not in said(364) and "setahun" in said(366) and "Tidak dipakai" not in said(366)
    db.session.rollback()
    assert isinstance(db.session.get(ProviderKey, key.id), ProviderKey)
