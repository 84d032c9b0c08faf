"""`python app.py`: what it starts, how it ends, and when it refuses."""

from __future__ import annotations

import json
import os
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.house.running import House, alive, environment, refused, wait_for
from tests.services import Postgres, free_port

Start = Callable[..., House]
SECRET = "0f4c8b1e6a2d97350f4c8b1e6a2d9735"
PRODUCTION = {"KREATR_ENV": "production", "BASE_URL": "https://kreatr.test"}


def test_an_empty_folder_is_enough(start: Start, tmp_path: Path) -> None:
    house = start().wait()
    assert house.get("/healthz") == (200, "ok\n")
    wait_for(house.ready, "every part")
    state = json.loads(house.get("/readyz")[1])
    assert {name: state[name] for name in ("ready", "database", "queue", "worker")} == dict.fromkeys(
        ("ready", "database", "queue", "worker"), True
    )
    for secret in (tmp_path / "house" / "secrets").iterdir():
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_killed_part_comes_back_and_the_log_says_so(start: Start) -> None:
    house = start().wait()
    for part in ("web", "worker", "clock", "valkey"):
        wait_for(house.ready, "every part")
        os.kill(house.pid(part), signal.SIGKILL)
        wait_for(lambda part=part: len(house.events("part_started", part)) == 2, f"a new {part}")
        (fall,) = house.events("part_ended", part)
        assert fall["status"] == -signal.SIGKILL
        assert fall["started_again_in_seconds"] == 1
    wait_for(house.ready, "every part again")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_end_is_quick_and_leaves_nobody(start: Start, number: signal.Signals) -> None:
    house = start().wait()
    wait_for(house.ready, "every part")
    family = house.family()
    assert len(family) >= 7  # the supervisor, Valkey, the web with two processes, the worker, the clock
    house.process.send_signal(number)
    assert house.process.wait(10) == 0
    assert alive(family) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Valkey is ended by the next start")
def test_a_killed_supervisor_takes_everybody_along(start: Start) -> None:
    house = start().wait()
    family = house.family()
    house.process.kill()
    house.process.wait()
    wait_for(lambda: not alive(family), "the end of all")


def test_what_was_stored_is_there_after_a_second_start(start: Start, tmp_path: Path) -> None:
    house = start().wait()
    secret = (tmp_path / "house" / "secrets" / "SECRET_KEY").read_text()
    house.stop()
    again = start().wait()
    wait_for(again.ready, "every part")
    assert (tmp_path / "house" / "secrets" / "SECRET_KEY").read_text() == secret


def test_two_starts_may_meet_at_one_postgresql(start: Start, postgres: Callable[[], Postgres]) -> None:
    url = postgres().create("two_starts")
    pair = [start(name, DATABASE_URL=url) for name in ("left", "right")]
    for house in pair:
        wait_for(house.wait().ready, "every part")


def test_a_taken_port_is_one_sentence(house: House, tmp_path: Path) -> None:
    status, said = refused("app.py", env=environment(tmp_path / "other", PORT=str(house.port)))
    assert status == 2
    assert said.startswith(f"kreatr: Cannot listen on 127.0.0.1 port {house.port}")
    assert said.count("\n") == 1


def test_a_data_folder_serves_one_start_at_a_time(house: House) -> None:
    status, said = refused("app.py", env=environment(house.data, PORT=str(free_port())))
    assert status == 2
    assert "Another kreatr is running" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "name", "remedy"),
    [
        (PRODUCTION | {"ENCRYPTION_KEY": SECRET * 2}, "SECRET_KEY", "32 random characters"),
        (PRODUCTION | {"SECRET_KEY": SECRET}, "ENCRYPTION_KEY", "64 hex characters"),
        (
            PRODUCTION | {"SECRET_KEY": SECRET, "ENCRYPTION_KEY": SECRET + "g"},
            "ENCRYPTION_KEY",
            "64 hex characters",
        ),
        (PRODUCTION | {"SECRET_KEY": "hunter2-hunter2"}, "SECRET_KEY", "32 random characters"),
        (PRODUCTION | {"LIMITS_FACTOR": "10"}, "LIMITS_FACTOR", "unset it"),
        (PRODUCTION | {"KREATR_DEMO": "1"}, "KREATR_DEMO", "unset it"),
        ({"KREATR_ENV": "production"}, "BASE_URL", "https://"),
        ({"PORT": "high"}, "PORT", "whole number"),
        (
            {"DATABASE_URL": "mysql://somebody:hunter2-hunter2@host/db"},
            "DATABASE_URL",
            "sqlite: or postgresql:",
        ),
    ],
)
def test_a_bad_setting_is_one_sentence_with_a_remedy_and_no_secret(
    tmp_path: Path, given: dict[str, str], name: str, remedy: str
) -> None:
    status, said = refused("app.py", env=environment(tmp_path / "data") | given)
    assert status == 2
    assert said.startswith(f"kreatr: {name}") and remedy in said
    assert said.count("\n") == 1
    assert SECRET not in said and "hunter2" not in said


def test_the_worker_alone_refuses_likewise(tmp_path: Path) -> None:
    status, said = refused("worker.py", env=environment(tmp_path / "data"))
    assert (status, said.split(":")[1]) == (2, " REDIS_URL is missing")
    status, said = refused("worker.py", env=environment(tmp_path / "data", SECRET_KEY="hunter2-hunter2"))
    assert (status, said.split(" ")[1]) == (2, "SECRET_KEY")
    assert "hunter2" not in said


def test_a_web_process_stays_within_its_memory(house: House) -> None:
    wait_for(house.ready, "every part")
    own = [process.memory_info().rss for process in psutil.Process(house.pid("web")).children()]
    assert own and max(own) < 180 * 1024 * 1024
