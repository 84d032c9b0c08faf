"""Answers at hand: kept, changed, removed, and put into a reply."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.inquiries.actions import writing
from kreatr.inquiries.models import Inquiry, ReplyTemplate
from kreatr.kernel.db import db
from kreatr.kernel.errors import KreatrError
from tests.inquiries.letters import at_once, controls, says
from tests.judge import Client
from tests.world import World, make_inquiry, signed_in

INBOX = "/dashboard/inquiries"
PATH = f"{INBOX}/templates"
BODY = "Halo {nama}, terima kasih untuk “{perihal}”. Tarif saya {tarif}."


@pytest.fixture
def kept(world: World) -> ReplyTemplate:
    return writing.add_template(world.sekar.user, "Tarif", BODY)


def _all() -> list[tuple[str, str]]:
    db.session.rollback()
    rows = db.session.scalars(sa.select(ReplyTemplate).order_by(ReplyTemplate.created_at))
    return [(row.title, row.body) for row in rows]


def _token(client: Client) -> str:
    return client.token()


class TestKeeping:
    def test_add_change_remove(self, sekar: Client) -> None:
        empty = sekar.get(PATH)
        assert "Masih titik-titik." in empty.page.text("main")
        new = sekar.get(empty.page.one("a.btn.go").get("href"))
        assert sekar.submit(new, title="Tarif", body=BODY).location == PATH
        listed = sekar.get(PATH)
        assert says("Template saved.") in listed.page.text(".toasts")
        form = sekar.get(listed.page.one(".texts a").get("href"))
        assert controls(form, "main form.fields")["body"] == [BODY]
        assert sekar.submit(form, "main form.fields", title="Harga", body="Lain").status_code == 303
        assert _all() == [("Harga", "Lain")]
        assert sekar.submit(form, "main form[action$='/removal']").location == PATH
        assert _all() == []

    @pytest.mark.parametrize(
        ("title", "body", "fits"),
        [
            ("a", "bb", False),
            ("aa", "bb", True),
            ("a" * 60, "b" * 2000, True),
            ("a" * 61, "bb", False),
            ("aa", "b", False),
            ("aa", "b" * 2001, False),
        ],
    )
    @pytest.mark.one_database
    def test_lengths_at_their_edges(
        self, sekar: Client, world: World, title: str, body: str, fits: bool
    ) -> None:
        answer = sekar.submit(sekar.get(f"{PATH}/new"), title=title, body=body)
        assert answer.status_code == (303 if fits else 422)
        if not fits:
            typed = controls(answer, "main form.fields")
            assert (typed["title"], typed["body"]) == ([title], [body])
        assert len(_all()) == fits

    def test_twenty_and_no_more(self, sekar: Client, world: World) -> None:
        for n in range(19):
            writing.add_template(world.sekar.user, f"Nomor {n}", "Isi")
        form = sekar.get(f"{PATH}/new")
        assert sekar.submit(form, title="Kedua puluh", body="Isi").status_code == 303
        refused = sekar.submit(form, title="Satu lagi", body="Isi lagi")
        assert refused.status_code == 409 and controls(refused, "main form.fields")["body"] == ["Isi lagi"]
        assert "20" in refused.page.text("[role=alert]")
        assert not sekar.get(PATH).page.all(f"main a[href='{PATH}/new']") and len(_all()) == 20

    def test_parallel_adding_stays_below_the_limit(self, app: Flask, world: World) -> None:
        for n in range(17):
            writing.add_template(world.sekar.user, f"Nomor {n}", "Isi")
        user_id = world.sekar.user_id

        def add(n: int) -> Any:
            try:
                return writing.add_template(
                    db.session.get_one(type(world.hendra), user_id), f"Lagi {n}", "Isi"
                )
            except KreatrError as error:
                return error.code

        results = at_once(app, [lambda n=n: add(n) for n in range(8)])
        assert results.count("CONFLICT") == 5 and len(_all()) == 20

    @pytest.mark.parametrize("method", ["get", "post", "removal"])
    @pytest.mark.parametrize("who", ["rizky", "hendra"])
    def test_somebody_elses_is_not_there(
        self, client: Client, world: World, kept: ReplyTemplate, who: str, method: str
    ) -> None:
        signed_in(client, world.rizky.user if who == "rizky" else world.hendra)
        token = _token(client)
        for id_ in (kept.id, uuid.uuid4()):
            path = f"{PATH}/{id_}" + ("/removal" if method == "removal" else "")
            data = {"csrf_token": token, "title": "Milikku", "body": "Milikku"}
            answer = client.get(path) if method == "get" else client.post(path, data=data)
            assert answer.status_code == 404
        assert _all() == [("Tarif", BODY)]

    @pytest.mark.one_database
    def test_people_without_a_profile(self, client: Client, world: World) -> None:
        signed_in(client, world.hendra)
        assert says("No portfolio yet.") in client.get(PATH).page.text("main")
        data = {"csrf_token": _token(client), "title": "Milikku", "body": "Milikku"}
        assert client.post(PATH, data=data).status_code == 404

    @pytest.mark.one_database
    def test_visitors_sign_in_first(self, client: Client, kept: ReplyTemplate) -> None:
        for path in (PATH, f"{PATH}/new", f"{PATH}/{kept.id}"):
            assert client.get(path).location.startswith("/login")

    @pytest.mark.one_database
    def test_english(self, sekar: Client, kept: ReplyTemplate) -> None:
        sekar.set_cookie("locale", "en")
        assert "Reply templates" in sekar.get(PATH).page.text("h1")
        assert "{name}" in sekar.get(f"{PATH}/new").page.text("main")


class TestInserting:
    def test_without_javascript_the_text_follows_what_was_typed(
        self, sekar: Client, inquiry: Inquiry, kept: ReplyTemplate
    ) -> None:
        page = sekar.get(f"{INBOX}/{inquiry.id}")
        button = page.page.one("#pesan [data-insert]")
        data = {**controls(page, "#pesan form.fields"), "body": "Sudah diketik.", "template": str(kept.id)}
        answer = sekar.post(button.get("formaction"), data=data)
        filled = f"Halo Hendra Wijaya, terima kasih untuk “{inquiry.subject}”. Tarif saya {{tarif}}."
        assert answer.status_code == 200
        [body] = controls(answer, "#pesan form.fields")["body"]
        assert body.split() == f"Sudah diketik. {filled}".split()
        assert sekar.submit(answer, "#pesan form.fields").status_code == 303
        without = sekar.post(button.get("formaction"), data={**data, "template": ""})
        assert controls(without, "#pesan form.fields")["body"] == ["Sudah diketik."]

    def test_by_its_address_and_as_plain_text(
        self, sekar: Client, inquiry: Inquiry, kept: ReplyTemplate
    ) -> None:
        page = sekar.get(f"{INBOX}/{inquiry.id}?template={kept.id}")
        assert controls(page, "#pesan form.fields")["body"][0].startswith("Halo Hendra Wijaya,")
        choice = page.page.one("#template")
        text = sekar.get(f"{choice.get('data-texts')}{kept.id}")
        assert text.mimetype == "text/plain" and text.text.startswith("Halo Hendra Wijaya,")
        assert text.headers["Cache-Control"] == "private, no-store"

    def test_only_ones_own(self, client: Client, world: World, inquiry: Inquiry, kept: ReplyTemplate) -> None:
        own = make_inquiry(world.rizky)
        signed_in(client, world.rizky.user)
        token = _token(client)
        data = {"csrf_token": token, "body": "Halo", "template": str(kept.id)}
        assert client.get(f"{INBOX}/{own.id}/templates/{kept.id}").status_code == 404
        assert client.get(f"{INBOX}/{own.id}?template={kept.id}").status_code == 404
        assert client.post(f"{INBOX}/{own.id}/insertion", data=data).status_code == 404
        assert client.get(f"{INBOX}/{inquiry.id}/templates/{kept.id}").status_code == 404

    @pytest.mark.one_database
    def test_without_templates_nothing_is_offered(self, sekar: Client, inquiry: Inquiry) -> None:
        assert not sekar.get(f"{INBOX}/{inquiry.id}").page.all("#template")

    @pytest.mark.one_database
    def test_a_name_cannot_smuggle_markup_or_places(
        self, sekar: Client, world: World, kept: ReplyTemplate
    ) -> None:
        row = make_inquiry(world.sekar, name="<b>{perihal}</b>", subject="Rahasia")
        page = sekar.get(f"{INBOX}/{row.id}?template={kept.id}")
        [body] = controls(page, "#pesan form.fields")["body"]
        assert body.startswith("Halo <b>{perihal}</b>, terima kasih untuk “Rahasia”")
        assert "<b>{perihal}" not in page.page.html
