"""The house's key for push services: made once, kept for its owner's eyes, or given by the environment."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest
from flask import Flask

from kreatr.kernel import vapid
from kreatr.kernel.config import ConfigError, load


def test_made_once_however_many_ask(tmp_path: Path) -> None:
    config = load({"KREATR_DATA": str(tmp_path)})
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(vapid.private(config))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 12 and len(set(found)) == 1 and vapid.is_key(found[0])
    kept = tmp_path / "secrets" / "VAPID_PRIVATE_KEY"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not [path for path in kept.parent.iterdir() if path.name.startswith("tmp")]


def test_given_by_the_environment(tmp_path: Path) -> None:
    # Private and public key of RFC 8291, appendix A.
    private = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
    public = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
    config = load({"KREATR_DATA": str(tmp_path), "VAPID_PRIVATE_KEY": private})
    assert vapid.private(config) == private and vapid.public(private) == public
    assert private not in repr(config)


@pytest.mark.parametrize("wrong", ["x", "A" * 43, "_" * 43, "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw=AA"])
def test_what_is_no_key_stops_the_start(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load({"KREATR_DATA": str(tmp_path), "VAPID_PRIVATE_KEY": wrong})
    assert "VAPID_PRIVATE_KEY" in str(refused.value) and wrong not in str(refused.value)[:20]


@pytest.mark.one_database
def test_a_new_key_is_printed_and_changes_nothing(app: Flask) -> None:
    before = vapid.own()
    said = app.test_cli_runner().invoke(args=["push", "keys"])
    line = said.stdout.splitlines()[0]
    assert vapid.is_key(line.removeprefix("VAPID_PRIVATE_KEY=")) and vapid.own() == before
