"""Mail: what is sent, what happens when the other side misbehaves, and that a repeat is recognised."""

from __future__ import annotations

import smtplib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from kreatr.kernel import mail
from kreatr.kernel.events import GiveUp
from kreatr.kernel.mail import Mail
from tests.apps import templates_of
from tests.mailbox import Mailbox, text
from tests.services import Smtp

pytestmark = pytest.mark.one_database
LETTER = Mail(
    to="sekar@contoh.test",
    subject="Pesan baru — dari Hendra",
    text="Halo Sekar,\n\nada pesan untukmu. Émile 👋\n.\nselesai\n",
    key="0190-key",
    reply_to="hendra@contoh.test",
)


def test_without_a_server_mail_is_kept_as_a_file(app: Flask, mailbox: Mailbox) -> None:
    mail.send(LETTER)
    (kept,) = mailbox
    assert kept["To"] == "sekar@contoh.test" and kept["Reply-To"] == "hendra@contoh.test"
    assert kept["Subject"] == "Pesan baru — dari Hendra"
    assert kept["Message-ID"] == "<0190-key@localhost>"
    assert kept["Auto-Submitted"] == "auto-generated" and kept["Content-Language"] == "id"
    assert "Émile 👋" in text(kept)


def test_a_repeat_is_the_same_file(app: Flask, mailbox: Mailbox) -> None:
    for _n in range(3):
        mail.send(LETTER)
    assert len(mailbox) == 1


def test_half_written_files_are_never_seen(app: Flask, data: Path) -> None:
    mail.send(LETTER)
    assert [path.suffix for path in (data / "mail").iterdir()] == [".eml"]


def test_a_server_gets_the_mail(app: Flask, smtp: Smtp, mailbox: Mailbox) -> None:
    mail.send(LETTER)
    (sent,) = mailbox
    assert sent["Message-ID"] == "<0190-key@localhost>"
    assert text(sent).replace("\r\n", "\n") == LETTER.text


def test_an_address_that_is_refused_is_given_up(app: Flask, smtp: Smtp) -> None:
    smtp.mode = "refuse"
    with pytest.raises(GiveUp, match="550"):
        mail.send(LETTER)


def test_a_mail_that_is_refused_is_given_up(app: Flask, smtp: Smtp) -> None:
    smtp.mode = "reject"
    with pytest.raises(GiveUp, match="554"):
        mail.send(LETTER)


def test_later_means_later(app: Flask, smtp: Smtp, mailbox: Mailbox) -> None:
    smtp.mode = "later"
    with pytest.raises(smtplib.SMTPException) as refused:
        mail.send(LETTER)
    assert not isinstance(refused.value, GiveUp)
    smtp.mode = "ok"
    mail.send(LETTER)
    assert len(mailbox) == 1


def test_a_server_that_hangs_is_left(app: Flask, smtp: Smtp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 1)
    smtp.mode = "hang"
    started = time.monotonic()
    with pytest.raises((smtplib.SMTPException, OSError)):
        mail.send(LETTER)
    assert time.monotonic() - started < 3


def test_the_wait_for_a_server_ends_before_its_job_does(app: Flask) -> None:
    from kreatr.kernel.outbox import JOB_SECONDS

    assert mail.TIMEOUT_SECONDS < JOB_SECONDS


def test_a_lost_answer_leads_to_the_same_message_again(app: Flask, smtp: Smtp, mailbox: Mailbox) -> None:
    smtp.mode = "once-lost"
    with pytest.raises((smtplib.SMTPException, OSError)):
        mail.send(LETTER)
    mail.send(LETTER)
    assert len(mailbox) == 2 and len({one["Message-ID"] for one in mailbox}) == 1


def test_a_server_that_is_not_there_is_an_error_to_try_again(app: Flask, change: Callable[..., None]) -> None:
    change(smtp_host="127.0.0.1", smtp_port=1, smtp_tls="none")
    with pytest.raises(OSError):
        mail.send(LETTER)


def test_a_server_without_tls_gets_no_mail_when_tls_is_asked_for(
    app: Flask, smtp: Smtp, change: Callable[..., None], mailbox: Mailbox
) -> None:
    change(smtp_tls="starttls")
    with pytest.raises(smtplib.SMTPException):
        mail.send(LETTER)
    assert len(mailbox) == 0


@pytest.mark.parametrize("field", ["to", "reply_to"])
@pytest.mark.parametrize(
    "value",
    [
        "sekar@contoh.test\r\nBcc: semua@contoh.test",
        "sekar@contoh.test\nX: y",
        "sekar@contoh.test, dua@contoh.test",
        "sekar@contoh.test\x00",
    ],
)
def test_addresses_cannot_smuggle_headers(app: Flask, mailbox: Mailbox, field: str, value: str) -> None:
    with pytest.raises(Exception) as refused:
        mail.send(Mail(**{**LETTER.__dict__, field: value}))
    assert not isinstance(refused.value, (KeyError, AttributeError))
    assert len(mailbox) == 0


def test_a_subject_cannot_smuggle_headers(app: Flask, mailbox: Mailbox) -> None:
    for smuggled in ("Halo\r\nBcc: semua@contoh.test", "Halo\nBcc: semua@contoh.test"):
        with pytest.raises(ValueError):
            mail.send(Mail(**{**LETTER.__dict__, "subject": smuggled}))
    assert len(mailbox) == 0


def test_composing_folds_a_subject_into_one_line(app: Flask) -> None:
    with (
        templates_of(app, **{"mail/probe.txt": "{{ name }} menulis\n\nHalo {{ name }},\nisi.\n"}),
        app.test_request_context(),
    ):
        name = "Hendra\rBcc: semua@contoh.test"
        made = mail.compose("probe", to="a@contoh.test", locale="en", key=7, name=name)
    assert made.subject == "Hendra Bcc: semua@contoh.test menulis"
    assert made.text.startswith("Halo Hendra") and made.key == "7"


def test_text_is_not_escaped_as_html(app: Flask) -> None:
    with templates_of(app, **{"mail/probe.txt": "{{ name }}\n\n{{ name }}\n"}), app.test_request_context():
        made = mail.compose("probe", to="a@contoh.test", locale="id", key=7, name="Tom & Jerry <3")
    assert made.subject == "Tom & Jerry <3" and made.text == "Tom & Jerry <3\n"
