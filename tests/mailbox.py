"""The mails a test can look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from tests.services import Smtp


class Mailbox(Sequence[EmailMessage]):
    """A live list of what was sent, oldest first."""

    def __init__(self, folder: Path, server: Smtp | None) -> None:
        self.folder, self.server = folder, server

    def _all(self) -> list[EmailMessage]:
        if self.server is not None:
            return self.server.messages
        files = sorted(self.folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [
            cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=policy.default)) for path in files
        ]

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __iter__(self) -> Iterator[EmailMessage]:
        return iter(self._all())

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to one address."""
        return [mail for mail in self if mail["To"] == address]


def text(mail: EmailMessage) -> str:
    """A mail's text."""
    return str(mail.get_content())


def links(mail: EmailMessage) -> list[str]:
    """The paths of the links in a mail, without the host, in order."""
    return re.findall(r"https?://[^/\s]+(/[^\s>)]*)", text(mail))
