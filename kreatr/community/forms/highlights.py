"""Which work stands on the hub."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask_babel import lazy_gettext as _l
from wtforms import Form

from kreatr.kernel.fields import Between, Line

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
