"""The contact form: what it holds, what it refuses, and that it never loses what was typed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from kreatr.inquiries.models import Inquiry
from tests.inquiries.letters import LETTER, PATH, controls, errors, stored, write
from tests.judge import Client
from tests.planted import key
from tests.world import World, make_inquiry, signed_in

EDGES = [
    ("name", 1, False),
    ("name", 2, True),
    ("name", 100, True),
    ("name", 101, False),
    ("subject", 4, False),
    ("subject", 5, True),
    ("subject", 200, True),
    ("subject", 201, False),
    ("message", 49, False),
    ("message", 50, True),
    ("message", 1000, True),
    ("message", 1001, False),
    ("budget", 0, True),
    ("budget", 100, True),
    ("budget", 101, False),
    ("timeline", 100, True),
    ("timeline", 101, False),
]


def test_a_visitor_gets_the_form(client: Client, world: World) -> None:
    page = client.get(PATH)
    assert page.status_code == 200
    names = {field.get("name") for field in page.page.all("#kontak input, #kontak textarea")}
    assert names == {*LETTER, "budget", "timeline", "website", "client_id", "csrf_token"}
    assert page.page.one("[data-testid=submit-inquiry]").tag == "button"
    assert "no-store" in page.headers["Cache-Control"]


def test_the_dialog_gets_only_the_form(client: Client, world: World) -> None:
    part = client.get(PATH, htmx=True)
    assert not part.page.whole
    assert part.page.roots[0].get("id") == "kontak"
    assert "HX-Request" in part.headers["Vary"]


def test_each_form_has_an_id_of_its_own(client: Client, world: World) -> None:
    ids = {client.get(PATH).page.one("#client_id").get("value") for _ in range(2)}
    assert len(ids) == 2


def test_somebody_signed_in_need_not_type_their_address(client: Client, world: World) -> None:
    page = signed_in(client, world.rizky.user).get(PATH).page
    assert page.one("#email").get("value") == world.rizky.user.email
    assert page.one("#name").get("value") == "Rizky Pratama"


@pytest.mark.parametrize("username", ["gani", "tidakada", "sekarayu%00"])
def test_hidden_and_unknown_creators_are_not_there(client: Client, world: World, username: str) -> None:
    assert client.get(f"/portfolio/{username}/contact").status_code in (400, 404)
    token = client.get(PATH).page.one("#kontak input[name=csrf_token]").get("value")
    answer = client.post(f"/portfolio/{username}/contact", data={**LETTER, "csrf_token": token})
    assert answer.status_code in (400, 404)
    assert stored() == []


def test_nobody_writes_to_themselves(client: Client, world: World) -> None:
    signed_in(client, world.sekar.user)
    page = client.get(PATH)
    assert page.status_code == 403
    assert "portofoliomu sendiri" in page.page.text("main")
    other = client.get("/portfolio/rizkypratama/contact")
    token = other.page.one("#kontak input[name=csrf_token]").get("value")
    assert client.post(PATH, data={**LETTER, "csrf_token": token}).status_code == 403
    assert stored() == []


@pytest.mark.parametrize(("field", "length", "fits"), EDGES)
def test_lengths_at_their_edges(client: Client, world: World, field: str, length: int, fits: bool) -> None:
    answer = write(client, **{field: "é" * length})
    assert answer.status_code == (303 if fits else 422)
    assert len(stored()) == fits
    if not fits:
        assert list(errors(answer)) == [field]
        assert controls(answer)[field] == ["é" * length]


def test_length_is_counted_as_it_will_be_stored(client: Client, world: World) -> None:
    padded = "  \r\n" + "a" * 24 + "\r\n" + "b" * 24 + "   \u202e "
    assert errors(write(client, message=padded)) == {
        "message": "Ceritakan sedikit lagi: paling sedikit 50 huruf, baru 49."
    }
    assert write(client, message=padded + "c" * 2).status_code == 303
    assert errors(write(client, name=" A ")).keys() == {"name"}


@pytest.mark.parametrize(
    "email",
    [
        "",
        "hendra",
        "hendra@",
        "@kopi.test",
        "a b@kopi.test",
        "hendra@kopi",
        "hendra@kopi..test",
        "hendra@kopi.test\nBcc: semua@korban.test",
        "hendra@[127.0.0.1]",
        "hëndra@kopi.test",
        "a" * 65 + "@kopi.test",
    ],
)
def test_addresses_that_mail_cannot_reach(client: Client, world: World, email: str) -> None:
    answer = write(client, email=email)
    assert answer.status_code == 422
    assert errors(answer).keys() == {"email"}
    if email:
        assert errors(answer)["email"] == "Alamat ini belum lengkap. Contoh: nama@usaha.id"


def test_several_errors_keep_everything_that_was_typed(client: Client, world: World) -> None:
    typed = {
        **LETTER,
        "name": "H",
        "message": "Halo  Sekar,\n\nbisa?",
        "budget": "Rp 3 juta",
        "timeline": "Desember",
    }
    page = client.get(PATH)
    answer = client.submit(page, "#kontak", **typed)
    assert answer.status_code == 422
    assert errors(answer).keys() == {"name", "message"}
    kept = controls(answer)
    assert {name: kept[name][0].replace("\r\n", "\n") for name in typed} == typed
    assert kept["client_id"] == controls(page)["client_id"]
    links = [link.get("href") for link in answer.page.all("#kontak .note a")]
    assert links == ["#name", "#message"]


def test_errors_in_english(client: Client, world: World) -> None:
    client.set_cookie("locale", "en")
    said = errors(write(client, name="", message="short"))
    assert said == {
        "name": "Please fill this in.",
        "message": "Tell a little more: at least 50 characters, 5 so far.",
    }


def test_errors_reach_htmx_as_the_form_alone(client: Client, world: World) -> None:
    answer = write(client, subject="abcd", htmx=True)
    assert answer.status_code == 422
    assert [root.get("id") for root in answer.page.roots] == ["kontak"]
    assert errors(answer).keys() == {"subject"}


@pytest.mark.parametrize("field", ["name", "subject", "budget", "timeline"])
@pytest.mark.parametrize("forged", ["\r\nBcc: semua@korban.test", "\nX: y", "\r", "\x00"])
def test_lines_with_line_breaks_are_refused(client: Client, world: World, field: str, forged: str) -> None:
    answer = write(client, **{field: LETTER.get(field, "Rp 3 juta") + forged})
    assert answer.status_code == 422
    assert errors(answer).keys() == {field}
    assert stored() == []


def test_nul_in_the_message_is_refused(client: Client, world: World) -> None:
    assert errors(write(client, message=LETTER["message"] + "\x00")).keys() == {"message"}


def test_what_is_stored_is_clean(client: Client, world: World) -> None:
    write(
        client,
        name="  Hendra\u202e   Wijaya ",
        subject="Cafe\u0301 \u2066baru\u2069",
        message=f"\r\n{LETTER['message']}\r\n\x07Salam\u202a",
        email=" Hendra@KopiSenja.test ",
    )
    [row] = stored()
    assert (row.name, row.subject) == ("Hendra Wijaya", "Café baru")
    assert row.message == f"{LETTER['message']}\nSalam"
    assert row.email == "hendra@kopisenja.test"
    assert (row.budget, row.timeline) == (None, None)


def test_fields_nobody_offered_change_nothing(client: Client, world: World) -> None:
    form = controls(client.get(PATH))
    forged: dict[str, Any] = {
        "status": "REPLIED",
        "held_reason": "x",
        "creator_id": str(world.rizky.id),
        "sender_id": str(world.hendra.id),
        "created_at": "2020-01-01",
        "delivered_at": "2020-01-01",
        "origin": "x",
        "locale": "en",
        "id": str(world.sekar.id),
    }
    assert client.post(PATH, data={**form, **LETTER, **forged}).status_code == 303
    [row] = stored()
    assert row.creator_id == world.sekar.id and row.id != world.sekar.id
    assert (row.status.value, row.held_reason, row.sender_id, row.locale) == ("UNREAD", None, None, "id")
    assert row.delivered_at is None and row.created_at.year > 2020 and row.origin != "x"


@pytest.mark.one_database
class TestToken:
    """W1: the form fetches its token when it is used."""

    def test_a_cold_browser_keeps_what_it_typed(self, client: Client, world: World) -> None:
        answer = client.post(PATH, data=LETTER)
        assert answer.status_code == 403
        kept = controls(answer)
        assert {name: kept[name][0] for name in LETTER} == LETTER
        assert "irim sekali lagi" in answer.page.text("#kontak .note")
        assert stored() == []
        assert client.submit(answer, "#kontak").status_code == 303
        assert len(stored()) == 1

    def test_a_cold_browser_with_htmx(self, client: Client, world: World) -> None:
        answer = client.post(PATH, data=LETTER, htmx=True)
        assert answer.status_code == 403
        assert [root.get("id") for root in answer.page.roots] == ["kontak"]
        assert client.submit(answer, "#kontak", htmx=True).status_code == 200

    def test_somebody_elses_token_is_worth_nothing(self, app: Flask, client: Client, world: World) -> None:
        theirs = app.test_client().get(PATH).page.one("#kontak input[name=csrf_token]").get("value")  # type: ignore[attr-defined]
        client.get(PATH)
        assert client.post(PATH, data={**LETTER, "csrf_token": theirs}).status_code == 403
        assert stored() == []

    def test_two_tabs(self, client: Client, world: World) -> None:
        first, second = client.get(PATH), client.get(PATH)
        assert client.submit(first, "#kontak", **LETTER).status_code == 303
        assert client.submit(second, "#kontak", **LETTER).status_code == 303
        assert len(stored()) == 2

    def test_without_token_an_unknown_creator_is_still_not_there(self, client: Client, world: World) -> None:
        assert client.post("/portfolio/tidakada/contact", data=LETTER).status_code == 404


def test_get_and_head_change_nothing(client: Client, world: World) -> None:
    client.get(PATH, query_string=LETTER)
    client.head(PATH)
    assert stored() == []
    for method in ("put", "patch", "delete"):
        client.get(PATH)
        assert getattr(client, method)(PATH, data=LETTER).status_code in (403, 405)


def test_the_row_knows_who_was_signed_in(client: Client, world: World) -> None:
    write(signed_in(client, world.hendra))
    [row] = stored()
    assert isinstance(row, Inquiry) and row.sender_id == world.hendra.id


@pytest.mark.one_database
def test_a_key_does_not_travel_with_a_message(client: Client, world: World) -> None:
    """Neither a visitor's, nor one in the creator's answer."""
    answer = write(client, message=f"{LETTER['message']} Pakai kunci kami: {key()}")
    assert answer.status_code == 422 and stored() == []
    assert errors(answer)["message"].startswith("Ini terlihat seperti kunci API OpenAI.")
    asked = make_inquiry(world.sekar, None)
    page = signed_in(client, world.sekar.user).get(f"/dashboard/inquiries/{asked.id}")
    held = client.submit(page, "form[action$='/replies']", body=f"Silakan: {key()}")
    assert held.status_code == 422 and "kunci API OpenAI" in held.page.text("#body-error")
