"""Valkey gone, hanging, emptied: what was sent is stored, the visitor sees success, the mail goes out once."""

from __future__ import annotations

import signal
import time
from typing import Any

import pytest
from flask import Flask

from kreatr.inquiries import queries
from kreatr.kernel.db import db
from tests.faults.conftest import Scene
from tests.faults.house import form, wait_until
from tests.inquiries.letters import LETTER, PATH, stored, write
from tests.judge import Client
from tests.services import Valkey
from tests.world import make_world, signed_in

BACK_SECONDS = 60


def test_valkey_stopped_during_the_submission(scene: Scene) -> None:
    with scene.house.browser() as browser:
        letter = form(browser)
        scene.valkey.kill()
        sent = browser.post(PATH, data=letter)
        assert sent.status_code == 303
        assert 'data-testid="success-message"' in browser.get(sent.headers["Location"]).text
    assert scene.rows() == 1
    time.sleep(1)
    assert scene.smtp.messages == []
    scene.valkey.start()
    wait_until(scene.settled, BACK_SECONDS, "the mails go out")
    assert {to: len(ids) for to, ids in scene.ids().items()} == {
        LETTER["email"]: 1,
        "sekarayu@contoh.test": 1,
    }
    assert len(scene.smtp.messages) == 2


@pytest.mark.one_database
def test_a_flushed_queue_loses_nothing(scene: Scene) -> None:
    worker = scene.house.part("worker")
    worker.send_signal(signal.SIGSTOP)
    with scene.house.browser() as browser:
        assert browser.post(PATH, data=form(browser)).status_code == 303
    assert scene.valkey.client.llen("rq:queue:default") >= 1
    scene.valkey.client.flushall()
    worker.send_signal(signal.SIGCONT)
    wait_until(scene.settled, BACK_SECONDS, "the mails go out")
    assert len(scene.smtp.messages) == 2


def test_without_valkey_everything_about_inquiries_works(app: Flask, client: Client, valkey: Valkey) -> None:
    world = make_world()
    valkey.kill()
    answer = write(client)
    assert answer.status_code == 303
    path = answer.location.removesuffix("?sent=1")
    assert client.submit(client.get(path), "form#balas", body="Satu hal lagi").status_code == 303
    creator = app.test_client()
    assert isinstance(creator, Client)
    signed_in(creator, world.sekar.user)
    page = creator.get(f"/dashboard/inquiries/{stored()[0].id}")
    assert creator.submit(page, "#pesan form.fields", body="Boleh").status_code == 303
    assert "Boleh" in client.get(path).page.text(".talk")
    assert creator.get("/dashboard").page.text("h1") == "Halo, Sekar"


def test_a_hanging_valkey_does_not_hang_the_form(client: Client, valkey: Valkey) -> None:
    make_world()
    page = client.get(PATH)
    valkey.freeze()
    started = time.monotonic()
    assert client.submit(page, "#kontak", **LETTER).status_code == 303
    assert time.monotonic() - started < 4
    assert len(stored()) == 1


def test_the_limits_of_inquiries_hold_without_valkey(client: Client, valkey: Valkey) -> None:
    make_world()
    valkey.kill()
    codes = [write(client, subject=f"Pesan nomor {n}").status_code for n in range(4)]
    assert codes == [303, 303, 303, 429]


def test_what_was_stored_without_valkey_goes_out_later(client: Client, valkey: Valkey, deliver: Any) -> None:
    world = make_world()
    valkey.kill()
    write(client)
    valkey.start()
    assert deliver() >= 2
    db.session.expire_all()
    assert queries.find(world.sekar.user, stored()[0].id).delivered_at is not None
