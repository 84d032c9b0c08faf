"""Doors that are open only in some houses: the demo's names, the development mailbox, and what crawlers are told."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from tests.judge import Client
from tests.page import words
from tests.world import World

pytestmark = pytest.mark.one_database


def _put(data: Path, name: str, subject: str, body: str = "Halo.") -> None:
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Date"] = "budi@contoh.test", subject, "Sat, 21 Nov 2026 02:12:00 +0000"
    mail.set_content(body)
    (data / "mail").mkdir(exist_ok=True)
    (data / "mail" / f"{name}.eml").write_bytes(mail.as_bytes())


def test_the_demo_page_names_its_people(app: Flask, client: Client, change: Callable[..., None]) -> None:
    change(demo=True)
    page = client.get("/demo").page
    rows = {words(row[0]): words(row[1]) for row in page.all("dl div")}
    assert list(rows.values()) == [
        *(f"{name}@demo.test" for name in ("owner", "admin", "moderator", "creator", "client")),
        "kreatr-demo-2026",
    ]
    assert page.one("main a.cta").get("href") == "/login"


@pytest.mark.parametrize("house", [{"demo": False}, {"demo": True, "env": "production"}])
def test_elsewhere_the_demo_leads_to_the_real_thing(
    app: Flask, client: Client, change: Callable[..., None], house: dict[str, object]
) -> None:
    change(**house)
    answer = client.get("/demo")
    assert (answer.status_code, answer.location) == (303, "/community/marketplace")
    assert b"kreatr-demo-2026" not in answer.get_data()


def test_the_mailbox_shows_what_would_have_been_sent(app: Flask, client: Client, data: Path) -> None:
    assert "Belum ada surat" in client.get("/dev/mailbox").page.text("main")
    _put(
        data,
        "satu",
        "Pesan untuk Sekar",
        "Lihat http://localhost/inquiries/abc ya.\n<script>alert(1)</script>",
    )
    page = client.get("/dev/mailbox").page
    assert words(page.one(".inbox a")) == "Pesan untuk Sekar" and "budi@contoh.test" in page.text(".inbox")
    one = client.get(page.one(".inbox a").get("href")).page
    assert "<script>alert(1)</script>" in one.text("article .mail")
    assert one.one("article .mail a").get("href") == "http://localhost/inquiries/abc"
    assert one.one("meta[name=robots]").get("content") == "noindex"


@pytest.mark.parametrize("name", ["nihil", "..%2fsecrets%2fSECRET_KEY", "%2e%2e", "satu.eml", "*"])
def test_only_mails_are_shown(app: Flask, client: Client, data: Path, name: str) -> None:
    _put(data, "satu", "Pesan")
    assert client.get(f"/dev/mailbox/{name}").status_code == 404


def test_there_is_no_mailbox_in_production(
    app: Flask, client: Client, data: Path, change: Callable[..., None]
) -> None:
    _put(data, "satu", "Pesan")
    assert client.get("/dev/mailbox/satu").status_code == 200
    change(env="production")
    for path in ("/dev/mailbox", "/dev/mailbox/satu"):
        answer = client.get(path)
        assert answer.status_code == 404 and "Pesan" not in answer.page.text("main")


def test_private_pages_are_not_to_be_found(world: World, client: Client) -> None:
    for path in ("/preferences", "/forgot-password", "/tidak-ada"):
        page = client.get(path).page
        robots = [meta.get("content") for meta in page.all("meta[name=robots]")]
        assert robots == ["noindex"] or page.all("link[rel=canonical]"), path
    form = client.get("/portfolio/sekarayu/contact").page
    assert form.one("link[rel=canonical]").get("href") == "http://localhost/portfolio/sekarayu"
