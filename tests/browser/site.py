"""The whole product, running: `python app.py` on a small seeded world."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from kreatr.credits.actions import grant, release, reserve, settle
from kreatr.credits.words import work
from kreatr.kernel.db import db, uuid7
from tests import apps
from tests.ai.outside import Outside
from tests.ai.questions import planted
from tests.judge import Client
from tests.mailbox import Mailbox, links
from tests.pictures import make_picture
from tests.services import free_port
from tests.work import deliver_all
from tests.world import make_event, make_inquiry, make_item, make_world

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60
MAIL_SECONDS = 30
COMING, OVER = uuid.UUID(int=0xAC0), uuid.UUID(int=0xAC1)  # ids of two events
NOON = datetime(
    2031, 1, 15, 12, 0, tzinfo=UTC
)  # when the coming one begins: 19.00 in Jakarta, 13.00 in Berlin
SUBJECT = "Tiga ilustrasi untuk kopi baru"
MESSAGE = "Kami meluncurkan kopi baru bulan depan dan mencari tiga ilustrasi untuk kemasannya. Bisa dibantu?"


class Site:
    """A running kreatr with its data folder. `status_path` is the private page of one inquiry that was sent before;
    `outside` are the AI providers it asks."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.data = data
        self.outside = Outside()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.variables = apps.environment(
            data,
            database_url,
            "",
            BASE_URL=self.url,
            PORT=str(self.port),
            LIMITS_FACTOR="1000",
            ALLOW_PRIVATE_AI_URLS="1",
            OPENAI_BASE_URL=self.outside.address("OPENAI"),
            OPENAI_API_KEY=planted(),
        )
        self.status_path = self._seed()
        self.log = open(data / "log.txt", "wb")  # noqa: SIM115  (closed in stop)
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environ = {**kept, **self.variables}
        self.process = subprocess.Popen(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=self.environ,
            stdout=self.log,
            stderr=self.log,
        )
        self._await_ready()

    def _seed(self) -> str:
        app = apps.build(self.variables)
        with app.app_context():
            world = make_world()
            make_inquiry(world.sekar, subject="Sudah lama di sini")
            three = tuple(make_picture(color, width=1400, height=900) for color in ("#a33", "#3a3", "#33a"))
            make_item(world.rizky, "Tiga Sisi", pictures=three)
            self._seed_events()
            self._seed_credits(world.sekar.user_id)
            client = app.test_client()
            assert isinstance(client, Client)
            form = client.get("/portfolio/sekarayu/contact")
            sent = client.submit(
                form,
                "form#kontak",
                name="Bu Tini",
                email="tini@contoh.test",
                subject=SUBJECT,
                message=MESSAGE,
            )
            assert sent.status_code in (200, 303), f"the seeded inquiry answered {sent.status_code}"
            deliver_all(app)
            db.session.remove()
            db.engine.dispose()
        (letter,) = self.mails_to("tini@contoh.test")
        return next(path for path in links(letter) if path.startswith("/inquiries/"))

    def _seed_credits(self, user_id: uuid.UUID) -> None:
        calls = [uuid7(), uuid7(), uuid7()]
        grant(user_id, 20_000, "Hadiah lomba poster")
        for call in calls:
            reserve(user_id, call, 812, work("caption", "GPT-5 mini"))
        settle(calls[0], 640)
        release(calls[1])

    def _seed_events(self) -> None:
        said = {
            "text": "Bawa **satu** prompt yang gagal.\n\n- satu\n- dua",
            "host": "Bagas",
            "place": "Discord",
        }
        link = "https://undangan.contoh.test/bedah"
        make_event(
            "Bedah prompt: iklan 15 detik", id=COMING, starts_at=NOON, link=link, title_en="Critique", **said
        )
        make_event("Kopi darat Bandung", timedelta(days=-9), id=OVER, **said)
        for n in range(11):
            make_event(
                starts_at=NOON + timedelta(days=n + 1), place="Sentani, Jayapura", timezone="Asia/Jayapura"
            )

    def mails_to(self, address: str) -> list[EmailMessage]:
        """The mails sent to one address so far."""
        return Mailbox(self.data / "mail", None).to(address)

    def await_mail(self, address: str, words: str) -> EmailMessage:
        """The mail to an address that holds the words; waits until the worker has sent it."""
        ends = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < ends:
            for letter in self.mails_to(address):
                if words in str(letter["Subject"]) + str(letter.get_content()):
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address} with {words!r} within {MAIL_SECONDS} s")

    def _await_ready(self) -> None:
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/readyz", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        self.stop()
        said = (self.data / "log.txt").read_text(errors="replace")[-3000:]
        raise AssertionError(f"python app.py was not ready within {START_SECONDS} s:\n{said}")

    def stop(self) -> None:
        """Ends it as an operator would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.log.close()
        self.outside.close()
