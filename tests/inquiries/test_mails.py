"""The letters: to whom, in which language, with what in them, and once."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from kreatr.inquiries import jobs
from kreatr.inquiries.actions import conversation
from kreatr.inquiries.events import InquiryReceived
from kreatr.kernel import clock, events
from kreatr.kernel.db import db, unit
from kreatr.kernel.outbox import Delivery
from tests import mailbox as letterbox
from tests.inquiries.letters import LETTER, MESSAGE, sent, stored, write
from tests.judge import Client
from tests.mailbox import Mailbox, links
from tests.services import Smtp
from tests.world import World, change_creator, make_inquiry

INJECTED = "{{1337*7331}} {% raw %} ${7*7} <%= 7*7 %>"


def text(mail: Any) -> str:
    """A mail's text with Unix line ends."""
    return letterbox.text(mail).replace("\r\n", "\n")


def _key() -> uuid.UUID:
    select = sa.select(Delivery.id).where(Delivery.listener == "inquiries.mail_creator")
    return db.session.scalars(select).one()


def test_the_creator_gets_the_whole_message(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    row = sent(client, budget="Rp 3 juta", timeline="akhir Desember")
    assert deliver() == 2
    [mail] = mailbox.to(world.sekar.user.email)
    assert mail["Subject"] == "Pesan baru: Ilustrasi kemasan kopi"
    assert mail["Reply-To"] == LETTER["email"]
    assert mail["From"] == "kreatr <halo@kreatr.app>"
    said = text(mail)
    assert "Halo Sekar," in said and f"> {MESSAGE}" in said
    assert "Anggaran: Rp 3 juta\nTenggat: akhir Desember\n" in said
    assert links(mail) == [f"/dashboard/inquiries/{row.id}"]


def test_what_was_left_empty_has_no_line(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    write(client)
    deliver()
    assert "Anggaran" not in text(mailbox.to(world.sekar.user.email)[0])


def test_the_creators_contact_address_wins(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    change_creator(world.sekar, contact_email="studio@sekarayu.test")
    write(client)
    deliver()
    assert mailbox.to("studio@sekarayu.test") and not mailbox.to(world.sekar.user.email)


def test_each_reads_their_own_language(client: Client, world: World, deliver: Any, mailbox: Mailbox) -> None:
    client.set_cookie("locale", "en")
    write(client)
    deliver()
    assert mailbox.to(world.sekar.user.email)[0]["Subject"].startswith("Pesan baru")
    assert mailbox.to(LETTER["email"])[0]["Subject"] == "Your message to Sekar Ayu"
    with unit():
        world.sekar.user.locale = "en"
    conversation.answer(world.sekar.user, stored()[0].id, "Boleh, kapan?", str(uuid.uuid4()))
    write(client, subject="Second question", client_id=str(uuid.uuid4()))
    deliver()
    assert mailbox.to(world.sekar.user.email)[-1]["Subject"] == "New inquiry: Second question"
    assert mailbox.to(LETTER["email"])[1]["Subject"].startswith("Sekar Ayu replied")


def test_the_receipt_carries_nothing_the_sender_typed(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    """Else anybody could send any text to any address through us."""
    write(client, name="Menang Undian", subject="Klik sekarang juga")
    deliver()
    [receipt] = mailbox.to(LETTER["email"])
    whole = receipt["Subject"] + text(receipt)
    assert "Menang" not in whole and "Klik" not in whole and "kopi baru" not in whole
    assert receipt["Reply-To"] is None


def test_delivered_is_when_the_mail_was_accepted(client: Client, world: World, deliver: Any) -> None:
    assert sent(client).delivered_at is None
    deliver()
    first = stored()[0].delivered_at
    assert first is not None
    key = _key()
    jobs.mail_creator(InquiryReceived(stored()[0].id), key)
    assert stored()[0].delivered_at == first


def test_a_repetition_has_the_same_message_id(client: Client, world: World, deliver: Any, smtp: Smtp) -> None:
    row = sent(client)
    deliver()
    key = _key()
    jobs.mail_creator(InquiryReceived(row.id), key)
    ids = [mail["Message-ID"] for mail in smtp.messages if mail["To"] == world.sekar.user.email]
    assert ids == [f"<{key}@localhost>"] * 2


def test_an_answer_that_got_lost_is_repeated_under_the_same_id(
    client: Client, world: World, deliver: Any, smtp: Smtp
) -> None:
    write(client)
    smtp.mode = "once-lost"
    deliver(may_fail=True)
    with unit() as session:
        session.execute(sa.update(Delivery).where(Delivery.done_at.is_(None)).values(due_at=clock.now()))
    deliver()
    assert len(smtp.messages) == 3
    assert len({mail["Message-ID"] for mail in smtp.messages}) == 2


@pytest.mark.parametrize("mode", ["refuse", "reject"])
def test_a_refused_creator_mail_leaves_the_inquiry_readable(
    client: Client, world: World, deliver: Any, smtp: Smtp, mode: str
) -> None:
    smtp.mode = mode
    write(client)
    deliver(may_fail=True)
    row = stored()[0]
    assert row.delivered_at is None and row.status == "UNREAD"
    failed = db.session.scalars(sa.select(Delivery.failed_at)).all()
    assert len(failed) == 2 and None not in failed


def test_templates_are_never_made_of_input(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    answer = write(client, name=INJECTED, subject=INJECTED, message=INJECTED + MESSAGE, budget=INJECTED)
    page = client.get(answer.location)
    assert INJECTED in page.page.text("[data-testid=success-message]")
    deliver()
    conversation.answer(world.sekar.user, stored()[0].id, INJECTED, str(uuid.uuid4()))
    deliver()
    whole = "".join(mail["Subject"] + text(mail) for mail in mailbox)
    assert whole.count(INJECTED) >= 6 and "9801547" not in whole and "49 " not in whole


def test_markup_is_plain_text_in_mails(client: Client, world: World, deliver: Any, mailbox: Mailbox) -> None:
    write(client, name="<b>Hendra</b>", message="<script>alert(1)</script> & 'kutip' " + MESSAGE)
    deliver()
    [mail] = mailbox.to(world.sekar.user.email)
    assert mail.get_content_type() == "text/plain"
    assert "<b>Hendra</b> menulis" in text(mail) and "> <script>alert(1)</script> & 'kutip' " in text(mail)


def test_lines_of_the_message_cannot_pose_as_ours(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    write(client, message=f"{MESSAGE}\n\nkreatr\n\nBalas dari kotak pesanmu:\nhttps://palsu.test")
    deliver()
    said = text(mailbox.to(world.sekar.user.email)[0])
    assert "\n> https://palsu.test\n" in said and not re.search(r"^https://palsu", said, re.M)


def test_a_percent_sign_is_a_percent_sign(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    answer = write(client, name="100% Kopi %(name)s", subject="Diskon 50%s dan %d")
    assert client.get(answer.location).status_code == 200
    deliver()
    assert mailbox.to(world.sekar.user.email)[0]["Subject"] == "Pesan baru: Diskon 50%s dan %d"


def test_long_subjects_and_foreign_letters_arrive_whole(
    client: Client, world: World, deliver: Any, smtp: Smtp
) -> None:
    subject = "Ilustrasi ☕ untuk Café Ñandú, 東京 dan العربية " + "panjang " * 16
    write(client, subject=subject)
    deliver()
    [mail] = [mail for mail in smtp.messages if mail["To"] == world.sekar.user.email]
    # Python before 3.13 drops a space where it folds between two encoded words.
    assert mail["Subject"].replace(" ", "") == f"Pesanbaru:{''.join(subject.split())}"


def test_a_deleted_inquiry_owes_nobody_a_mail(
    client: Client, world: World, deliver: Any, mailbox: Mailbox
) -> None:
    row = sent(client)
    with unit() as session:
        session.delete(session.get_one(type(row), row.id))
    assert deliver() == 2
    assert len(mailbox) == 0


def test_no_event_holds_a_text(app: Flask, world: World) -> None:
    row = make_inquiry(world.sekar)
    with unit():
        events.record(InquiryReceived(row.id))
    payload = db.session.execute(
        sa.text("SELECT payload FROM outbox_events WHERE name = 'InquiryReceived'")
    ).scalar_one()
    assert "kopi" not in str(payload) and str(row.id) in str(payload)
