"""E-mail: composed from text templates, sent by SMTP or kept as `.eml` files.

SMTP knows no exactly-once: an answer can get lost after the mail was taken. A mail repeated for that reason carries
the same Message-ID, so that mailboxes recognise it.
"""

from __future__ import annotations

import hashlib
import os
import smtplib
import ssl
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path
from typing import Any

from flask import current_app, render_template

from kreatr.kernel import clock, i18n
from kreatr.kernel.config import Config
from kreatr.kernel.events import GiveUp

TIMEOUT_SECONDS = 10


@dataclass(frozen=True)
class Mail:
    """One message. `key` makes its Message-ID; `reply_to` is the person an answer should reach."""

    to: str
    subject: str
    text: str
    key: str
    reply_to: str | None = None
    locale: str = "id"


def compose(
    template: str, /, *, to: str, locale: str, key: Any, reply_to: str | None = None, **context: Any
) -> Mail:
    """A mail from `templates/mail/<template>.txt`: its first line is the subject, the text follows after a blank line."""
    with i18n.speaking(locale):
        rendered = render_template(f"mail/{template}.txt", **context)
    subject, _, text = rendered.strip().partition("\n")
    return Mail(
        to=to,
        subject=" ".join(subject.split()),
        text=text.strip() + "\n",
        key=str(key),
        reply_to=reply_to,
        locale=locale,
    )


def send(mail: Mail) -> None:
    """Sends one mail now (call it in the worker). Raises GiveUp when the address was refused for good."""
    config: Config = current_app.config["KREATR"]
    message = _message(mail, config)
    if config.smtp_host:
        _deliver(message, config)
    else:
        _keep(message, config.data / "mail")


def _message(mail: Mail, config: Config) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    name, address = parseaddr(config.mail_from)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.to)
    if mail.reply_to:
        message["Reply-To"] = Address(addr_spec=mail.reply_to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{mail.key}@{config.host_name}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message["Content-Language"] = mail.locale  # set_content drops what was said of an earlier content
    return message


def _deliver(message: EmailMessage, config: Config) -> None:
    try:
        with _connect(config) as smtp:
            if config.smtp_user:
                smtp.login(config.smtp_user, config.smtp_password)
            smtp.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        code = next(iter(error.recipients.values()))[0]
        if code >= 500:
            raise GiveUp(f"address refused ({code})") from error
        raise
    except smtplib.SMTPResponseException as error:
        if 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPAuthenticationError):
            raise GiveUp(f"mail refused ({error.smtp_code})") from error
        raise


def _connect(config: Config) -> smtplib.SMTP:
    # Our own name is said as configured; smtplib would look the machine's up, and wait where DNS does not answer.
    where: dict[str, Any] = {
        "host": config.smtp_host,
        "port": config.smtp_port,
        "local_hostname": config.host_name,
        "timeout": TIMEOUT_SECONDS,
    }
    if config.smtp_tls == "tls":
        return smtplib.SMTP_SSL(**where, context=ssl.create_default_context())
    smtp = smtplib.SMTP(**where)
    if config.smtp_tls == "starttls":
        smtp.starttls(context=ssl.create_default_context())
    return smtp


def _keep(message: EmailMessage, folder: Path) -> None:
    """Writes the mail into the folder; a repeated mail lands in the same file."""
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(message["Message-ID"].encode()).hexdigest()[:32]
    draft = folder / f".{name}.part"
    with open(draft, "wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(folder / f"{name}.eml")
