"""An SMTP server that hangs: the form is as quick as ever, and the creator reads the message at once."""

from __future__ import annotations

import statistics
import time

import httpx
import pytest

from kreatr.creators.models import Creator
from kreatr.inquiries import queries
from kreatr.kernel.db import db
from tests.faults.conftest import Scene
from tests.faults.house import form, wait_until
from tests.inquiries.letters import PATH

LETTERS = 15


def _seconds(browser: httpx.Client, prefix: str) -> float:
    """The median time until a message is accepted."""
    taken = []
    for number in range(LETTERS):
        letter = form(browser, email=f"{prefix}{number}@kantor.test")
        started = time.monotonic()
        assert browser.post(PATH, data=letter).status_code == 303
        taken.append(time.monotonic() - started)
    return statistics.median(taken)


@pytest.mark.one_database
def test_a_hanging_mail_server_slows_no_form(scene: Scene) -> None:
    with scene.house.browser() as browser:
        _seconds(browser, "hangat")
        usual = _seconds(browser, "biasa")
        wait_until(scene.settled, 60, "all mails go out")
        scene.smtp.mode = "hang"
        hanging = _seconds(browser, "macet")
    assert hanging <= usual * 1.1 + 0.02, f"{usual * 1000:.0f} ms became {hanging * 1000:.0f} ms"
    with scene.app.app_context():
        sekar = db.session.query(Creator).filter_by(username="sekarayu").one()
        assert queries.unread(sekar.user) == 3 * LETTERS
