"""Events on the clocks of readers elsewhere: of their account, and of a visitor's device."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.community.test_events import FIELDS, LIST, NOON, page_of
from tests.judge import Client
from tests.page import words
from tests.world import make_event, make_user, signed_in


class TestOwnTime:
    @pytest.mark.parametrize(
        ("zone", "said"),
        [
            ("Europe/Berlin", "Di jammu: 13.00, 15 Jan (Europe/Berlin)"),
            ("America/New_York", "Di jammu: 07.00, 15 Jan (America/New York)"),
            ("Asia/Jayapura", "Di jammu: 21.00, 15 Jan (WIT)"),
            ("Pacific/Auckland", "Di jammu: 01.00, 16 Jan (Pacific/Auckland)"),
        ],
    )
    def test_people_with_an_account_abroad_see_their_own(
        self, app: Flask, client: Client, zone: str, said: str
    ) -> None:
        event = make_event("Temu", **FIELDS)
        signed_in(client, make_user("jauh", timezone=zone))
        page = page_of(client, event)
        assert said in page.text(".dated") and "19.00–20.30 WIB" in page.text(".dated")
        assert not page.all(".device"), "the account knows better than the device"

    @pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Bangkok"])
    def test_others_see_it_once(self, app: Flask, client: Client, zone: str) -> None:
        event = make_event("Temu", **FIELDS)
        signed_in(client, make_user("dekat", timezone=zone))
        page = page_of(client, event)
        assert "Di jammu" not in page.text(".dated") and not page.all(".device")

    @pytest.mark.parametrize(
        ("starts", "said"),
        [
            (datetime(2031, 11, 1, 12, tzinfo=UTC), "08.00, 1 Nov"),  # before the clocks are put back
            (datetime(2031, 11, 2, 12, tzinfo=UTC), "07.00, 2 Nov"),  # the day they are
            (datetime(2031, 3, 8, 12, tzinfo=UTC), "07.00, 8 Mar"),  # before they are put forward
            (datetime(2031, 3, 9, 12, tzinfo=UTC), "08.00, 9 Mar"),
        ],
    )
    def test_around_a_change_of_the_clocks(
        self, app: Flask, client: Client, starts: datetime, said: str
    ) -> None:
        event = make_event("Temu", starts_at=starts)
        signed_in(client, make_user("jauh", timezone="America/New_York"))
        assert f"Di jammu: {said} (America/New York)" in page_of(client, event).text(".dated")

    def test_it_is_nobody_elses(self, app: Flask, client: Client) -> None:
        event = make_event("Temu", **FIELDS)
        signed_in(client, make_user("jauh", timezone="Europe/Berlin"))
        answer = client.get(f"{LIST}/{event.id}")
        assert answer.headers["Cache-Control"] == "private, no-store" and "Di jammu" in answer.page.html
        visitor = app.test_client()
        for _ in range(2):
            assert "Di jammu" not in visitor.get(f"{LIST}/{event.id}").page.html
        assert "Di jammu" in client.get(f"{LIST}/{event.id}").page.html

    def test_visitors_have_a_line_that_waits_for_their_device(self, app: Flask, client: Client) -> None:
        event = make_event("Temu", **FIELDS | {"timezone": "Asia/Makassar"})
        line = page_of(client, event).one(".device")
        assert not words(line) and line.get("data-offset") == "480"
        assert datetime.fromisoformat(line.get("data-at")) == NOON
        assert line.get("data-words") == "Di tempatmu: {time}, {day}"

    @pytest.mark.one_database
    @pytest.mark.parametrize(("month", "minutes"), [(1, "60"), (7, "120")])
    def test_its_zones_offset_is_that_of_the_day(
        self, app: Flask, client: Client, month: int, minutes: str
    ) -> None:
        event = make_event("Temu", starts_at=NOON.replace(month=month), timezone="Europe/Berlin")
        assert page_of(client, event).one(".device").get("data-offset") == minutes
