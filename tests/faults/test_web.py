"""The web process killed in the middle of a submission: who got no answer sends again, and there is one message."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import sqlalchemy as sa

from kreatr.kernel.db import db
from tests.faults.conftest import Scene
from tests.faults.house import form, wait_until
from tests.inquiries.letters import PATH


@contextmanager
def _writers_wait(scene: Scene) -> Iterator[None]:
    """Nobody can write inquiries meanwhile."""
    with (
        scene.app.app_context(),
        db.engine.connect().execution_options(writes=True) as connection,
        connection.begin(),
    ):
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("LOCK TABLE inquiries IN EXCLUSIVE MODE"))
        yield


def _raw(scene: Scene, browser: httpx.Client, letter: dict[str, Any]) -> tuple[bytes, bytes]:
    """Head and body of the request that sends this form."""
    body = urlencode(letter, doseq=True).encode()
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1:{scene.house.port}\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode(), body


def test_killed_before_it_answered(scene: Scene) -> None:
    with scene.house.browser() as browser, ThreadPoolExecutor(1) as pool:
        letter = form(browser)
        with _writers_wait(scene):
            waiting = pool.submit(browser.post, PATH, data=letter)
            time.sleep(0.7)
            assert not waiting.done()
            scene.house.kill("web")
            with pytest.raises(httpx.HTTPError):
                waiting.result()
        assert scene.rows() == 0
        wait_until(scene.house.answers, 20, "the web is back")
        assert browser.post(PATH, data=letter).status_code == 303
    wait_until(scene.settled, 30, "the mails go out")
    assert scene.rows() == 1
    assert len(scene.smtp.messages) == 2


def test_the_answer_got_lost(scene: Scene) -> None:
    with scene.house.browser() as browser:
        letter = form(browser)
        head, body = _raw(scene, browser, letter)
        with socket.create_connection(("127.0.0.1", scene.house.port)) as line:
            line.sendall(head + body)
            wait_until(scene.rows, 10, "the message is stored")
        for _ in range(3):
            assert browser.post(PATH, data=letter).status_code == 303
    wait_until(scene.settled, 30, "the mails go out")
    assert scene.rows() == 1
    assert len(scene.smtp.messages) == 2


@pytest.mark.one_database
def test_a_form_that_was_cut_off_is_not_a_message(scene: Scene) -> None:
    with scene.house.browser() as browser:
        letter = form(browser)
        head, body = _raw(scene, browser, letter)
        with socket.create_connection(("127.0.0.1", scene.house.port)) as line:
            line.sendall(head + body[: len(body) // 2])
        time.sleep(1)
        assert scene.rows() == 0
        assert browser.post(PATH, data=letter).status_code == 303
    assert scene.rows() == 1
