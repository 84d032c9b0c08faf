"""The page of devices that ring, down the ladder."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.accounts.actions import standing
from kreatr.kernel import takeaway, vapid
from kreatr.kernel.db import db
from kreatr.pwa.models import DEVICES, PushMessage, PushSubscription
from tests.judge import Client
from tests.pwa.conftest import ASK, PATH, Phone
from tests.pwa.push_service import PushService
from tests.world import World, signed_in

CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36"


def _rows() -> list[PushSubscription]:
    db.session.rollback()
    db.session.expire_all()
    return list(db.session.scalars(sa.select(PushSubscription).order_by(PushSubscription.id)))


def test_nothing_rings_until_somebody_asks_for_it(sekar: Client) -> None:
    page = sekar.get(PATH).page
    assert not page.all(".rings li") and not _rows()
    assert page.one("#perangkat-ini form").get("hidden") is not None, (
        "without scripts there is nothing to press"
    )
    assert "Mati" in sekar.get("/dashboard/settings").page.text(".settings")


def test_a_device_rings_for_what_is_ticked(sekar: Client, phone: Phone, world: World) -> None:
    sekar.environ_base["HTTP_USER_AGENT"] = CHROME
    phone(sekar, kind=["inquiry", "decision", "test", "made-up"])
    (row,) = _rows()
    assert (row.user_id, row.kinds, row.device) == (
        world.sekar.user_id,
        "inquiry decision",
        "Chrome, Android",
    )
    page = sekar.get(PATH).page
    assert "Perangkat ini" in page.text(".rings h3") and page.one("#perangkat-ini").get("hidden") is not None
    assert "ditutup" in page.text(".devices"), "this session ends with the window, and so does the ringing"
    assert sekar.submit(sekar.get(PATH), ".rings details form", kind=["answer"]).status_code == 303
    assert _rows()[0].kinds == "answer"
    off = sekar.get(PATH)
    form = off.page.one(".rings details form")
    token = form.find(".//input[@name='csrf_token']").get("value")  # type: ignore[union-attr]
    assert sekar.post(f"{PATH}/{row.id}/removal", data={"csrf_token": token}).status_code == 303
    assert not _rows()


@pytest.mark.one_database
@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": ""},
        {"endpoint": "http://push.example/send/x"},
        {"endpoint": "https://10.0.0.1/send/x"},
        {"endpoint": "https://push.example:8443/x"},
        {"endpoint": "https://user@push.example/x"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"p256dh": "AAAA"},
        {"p256dh": "B" + "A" * 86},
        {"p256dh": "%"},
        {"auth": "short"},
    ],
)
def test_what_is_no_browser_is_refused(sekar: Client, service: PushService, wrong: dict[str, str]) -> None:
    fields = {**service.subscribe("x", vapid.own()).fields, "endpoint": "https://push.example/send/x"}
    answer = sekar.submit(sekar.get(PATH), ASK, **{**fields, **wrong})
    assert answer.status_code == 422 and not _rows()
    assert sekar.submit(sekar.get(PATH), ASK, **fields).status_code == 303, "the control"


def test_a_browser_rings_once_and_for_one_person(
    sekar: Client, phone: Phone, world: World, app: Flask, service: PushService
) -> None:
    browser = phone(sekar)
    # Its maker gave it a new address: the row follows, and what was ticked stays.
    token = sekar.token()
    fresh = service.subscribe("renewed", browser.server_key).fields
    assert sekar.post(PATH, data={**fresh, "csrf_token": token}).status_code == 303
    (row,) = _rows()
    assert row.endpoint.endswith("/renewed") and row.kinds == "inquiry answer decision"
    # The same browser in another session of hers, then in somebody else's: one row each time.
    signed_in(sekar, world.sekar.user)
    phone(sekar, "renewed")
    assert [one.user_id for one in _rows()] == [world.sekar.user_id]
    rizky = signed_in(app.test_client(), world.rizky.user)  # type: ignore[arg-type]
    phone(rizky, "renewed")
    assert [one.user_id for one in _rows()] == [world.rizky.user_id]
    token = sekar.token()
    assert sekar.post(PATH, data={**fresh, "csrf_token": token}).status_code == 404, (
        "nothing to renew any more"
    )


@pytest.mark.one_database
def test_ten_devices_and_no_more(app: Flask, phone: Phone, world: World) -> None:
    browsers = [signed_in(app.test_client(), world.sekar.user) for _ in range(DEVICES)]  # type: ignore[arg-type]
    for number, browser in enumerate(browsers):
        phone(browser, f"phone{number}")
    one_more = signed_in(app.test_client(), world.sekar.user)  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="409"):
        phone(one_more, "phone-more")
    assert len(_rows()) == DEVICES
    phone(browsers[0], "phone0")  # which rings already


def _sign_out(client: Client, world: World) -> None:
    client.post("/logout", data={"csrf_token": client.token()})


def _suspend(_client: Client, world: World) -> None:
    from_now = world.sekar.user.created_at.replace(year=2100)
    standing.suspend(world.sekar.user_id, from_now)


def _ban(_client: Client, world: World) -> None:
    standing.ban(world.sekar.user_id)


def _end(_client: Client, world: World) -> None:
    standing.end_sessions(world.sekar.user_id)


@pytest.mark.parametrize("end", [_sign_out, _suspend, _ban, _end])
def test_whoever_is_not_signed_in_hears_nothing(
    sekar: Client,
    phone: Phone,
    world: World,
    end: Callable[[Client, World], None],
    service: PushService,
    deliver: Callable[..., int],
) -> None:
    phone(sekar)
    (row,) = _rows()
    sekar.post(f"{PATH}/{row.id}/test", data={"csrf_token": sekar.token()})
    end(sekar, world)
    assert not _rows()
    deliver()
    assert not service.requests and not db.session.scalar(sa.select(sa.func.count(PushMessage.id)))


@pytest.mark.one_database
def test_it_is_taken_along_without_its_keys(sekar: Client, phone: Phone, world: World) -> None:
    browser = phone(sekar)
    text = b"".join(takeaway.write(world.sekar.user)).decode()
    assert '"push_devices": [\n{' in text and '"kinds": "inquiry answer decision"' in text
    assert not [value for value in browser.fields.values() if value in text]
    assert '"push_devices": [\n]' in b"".join(takeaway.write(world.rizky.user)).decode()


@pytest.mark.one_database
def test_a_test_reaches_nobody_elses_device(sekar: Client, phone: Phone, world: World, app: Flask) -> None:
    phone(sekar)
    rizky = signed_in(app.test_client(), world.rizky.user)  # type: ignore[arg-type]
    for last in ("test", "kinds", "removal"):
        for id_ in (_rows()[0].id, uuid.uuid4()):
            answer = rizky.post(f"{PATH}/{id_}/{last}", data={"csrf_token": rizky.token()})
            assert answer.status_code == 404
    assert len(_rows()) == 1 and _rows()[0].kinds
