"""What people take along: everything of theirs and nothing of others', never a key or a secret; open while suspended."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.sql import visitors

from kreatr.accounts.actions import standing
from kreatr.accounts.models import User
from kreatr.inquiries.models import Author, InquiryMessage
from kreatr.kernel import clock, takeaway
from kreatr.kernel.db import db, unit
from kreatr.moderation.actions.acting import record
from kreatr.moderation.models import Reason, SubjectKind, Verb
from kreatr.notices.models import Notice
from tests.ai.calls import make_call
from tests.judge import Client, html
from tests.studio.many import make_runs
from tests.world import World, make_inquiry, make_review, signed_in

PAGE, FILE = "/dashboard/settings/export", "/dashboard/settings/export.json"
# Tables that name a person and stay here, each with its reason.
STAYS = {
    "account_tokens": "secrets",
    "provider_keys": "keys leave in no way (O5)",
    "report_mutes": "whose reports count nothing is not told",
    "listings": "made of the profile and the works",
    "displays": "made of the profile, the works and the reviews",
    "listing_skills": "made of the profile and the works",
    "model_prices": "the house's own",
    "highlights": "the house's own",
    "activities": "lines of the news, made of profile and works",
    "share_cards": "pictures for other sites, made of profile and works",
}


def taken(client: Client) -> dict[str, Any]:
    """The file, read."""
    answer = client.get(FILE)
    assert answer.status_code == 200 and answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="kreatr-')
    assert answer.headers["Cache-Control"] == "private, no-store"
    found: dict[str, Any] = json.loads(html(answer))
    return found


@pytest.fixture
def full(world: World) -> World:
    """Sekar has something of everything."""
    make_review(world.rizky, world.sekar.user, comment="Rapi sekali.")
    hers = make_inquiry(world.sekar, world.hendra)
    other = make_inquiry(world.rizky, world.dewi, subject="Bukan untuk Sekar")
    with unit() as session:
        for inquiry, body in ((hers, "Bisa mulai Senin."), (other, "Jawaban untuk Dewi saja.")):
            session.add(InquiryMessage(inquiry_id=inquiry.id, author=Author.CREATOR, body=body))
    make_call(world.sekar.user)
    make_runs(world.sekar.user, 1)
    with unit() as session:
        told = {"kind": "inquiry", "values": {}, "url": "/dashboard", "key": "satu"}
        session.add(Notice(user_id=world.sekar.user_id, **told))
        about: dict[str, Any] = {
            "subject": (SubjectKind.ITEM, world.items[0].id),
            "person_id": world.sekar.user_id,
        }
        record(
            Verb.FLAG, actor=world.maya, **about, title="Sawah Senja", reason=Reason.QUALITY, words="Buram."
        )
        record(Verb.MUTE, actor=world.bagus, **about, title="sekarayu", words="Rahasia rumah tangga.")
    return world


def test_everything_of_theirs_and_nothing_of_others(full: World, client: Client) -> None:
    found = taken(signed_in(client, full.sekar.user))
    assert found["complete"] is True
    assert found["account"][0]["email"] == "sekarayu@contoh.test"
    assert {work["title"] for work in found["works"]} == {item.title for item in full.items}
    assert all(picture["picture"].startswith("http") for picture in found["work_pictures"])
    assert [one["comment"] for one in found["reviews_written"]] == ["Rapi sekali."]
    assert len(found["reviews_received"]) == 10 and len(found["inquiries_received"]) == 1
    assert len(found["ai_calls"]) == 2 and len(found["studio"]) == 1 and len(found["notices"]) == 1
    assert [one["words"] for one in found["decisions"]] == ["Buram."], "a mute is not told"
    assert [one["body"] for one in found["conversations"]] == ["Bisa mulai Senin."]
    text = json.dumps(found)
    for stranger in (
        "Bukan untuk Sekar",
        "untuk Dewi saja",
        "Bot Pesanan Warung",
        str(full.maya.id),
        "maya",
        "bagus",
    ):
        assert stranger not in text
    pieces = list(takeaway.write(full.sekar.user))
    assert all(isinstance(piece, bytes) for piece in pieces), "a server sends nothing else"
    other = taken(signed_in(client, full.dewi))
    assert [one["subject"] for one in other["inquiries_sent"]] == ["Bukan untuk Sekar"]
    assert "Sawah Senja" not in json.dumps(other)


@pytest.mark.one_database
def test_it_works_while_suspended(full: World, client: Client) -> None:
    standing.suspend(full.sekar.user_id, clock.now() + timedelta(days=3))
    signed_in(client, full.sekar.user)
    page = client.get(PAGE)
    assert page.status_code == 200 and page.page.one(f'main a[href="{FILE}"]') is not None
    assert taken(client)["account"][0]["standing"] == "SUSPENDED"


@pytest.mark.one_database
def test_every_table_that_names_a_person_is_in_it_or_says_why_not(app: Flask) -> None:
    found = takeaway.selects(User(id=None, email="")).values()
    handed = {one.name for select in found for one in visitors.iterate(select) if isinstance(one, sa.Table)}
    names_people = {
        table.name
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in ("users", "creators")
    }
    assert names_people - handed - set(STAYS) == set(), (
        "hand it out in the room's `belongings`, or say why it stays"
    )
    columns = {f"{base.table}.{base.name}" for one in _selected(found) for base in one.base_columns}
    assert len(columns) > 100
    assert not {one for one in columns if re.search("password|digest|sealed|submission_key|origin", one)}


def _selected(selects: Any) -> list[Any]:
    return [one for select in selects for one in select.selected_columns]


@pytest.mark.one_database
def test_limits_and_visitors(world: World, client: Client) -> None:
    assert client.get(FILE).status_code == 303
    signed_in(client, world.dewi)
    assert [client.get(FILE).status_code for _time in range(7)] == [200] * 6 + [429]
