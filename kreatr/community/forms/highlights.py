"""Which works and which creators stand on the hub."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import Form

from kreatr.kernel.fields import Between, Line

CREATOR = re.compile(r"(?:/portfolio/|@)?(?P<username>[\w.-]{1,40})/?", re.ASCII)
WORK = re.compile(r"/portfolio/(?P<username>[\w.-]{1,40})/(?P<slug>[\w-]{1,80})/?", re.ASCII)


class WorkForm(Form):
    """A work, named by its address."""

    address = Line(_l("Address of the work"), [Between(1, 500)])

    def work(self, hosts: set[str]) -> tuple[str, str]:
        """Username and slug; empty words, which no work has, for an address of something else or of another site."""
        try:
            parts = urlsplit(self.address.stored)
            ours = not parts.netloc or (parts.hostname or "") in hosts
        except ValueError:
            return "", ""
        found = WORK.fullmatch(parts.path)
        return (found["username"], found["slug"]) if ours and found else ("", "")


class CreatorForm(Form):
    """A creator, named by username or by the address of their page."""

    name = Line(_l("Username, or the address of their page"), [Between(1, 500)])

    def username(self) -> str:
        """The username in lower case; an empty word, which nobody has, for anything else."""
        try:
            parts = urlsplit(self.name.stored)
        except ValueError:
            return ""
        found = CREATOR.fullmatch(parts.path)
        return found["username"].lower() if found else ""
