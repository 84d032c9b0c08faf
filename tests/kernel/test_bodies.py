"""How large a request may be: a path's own measure, the longest that fits, else the house's."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request

from kreatr.kernel import bodies
from kreatr.kernel.manifest import Room


@pytest.mark.parametrize(
    ("path", "most"),
    [("/login", 800), ("/works", 50), ("/works/7", 50), ("/works/7/pictures", 9), ("/worksheets", 800)],
)
def test_the_longest_named_path_decides(path: str, most: int) -> None:
    app = Flask("bare")
    app.config["MAX_CONTENT_LENGTH"] = 800
    bodies.init_app(app, (Room("a", bodies={"/works": 50}), Room("b", bodies={"/works/7/pictures": 9})))
    assert bodies.most(app, path) == most


@pytest.mark.one_database
def test_the_proxies_of_the_manual_let_the_heaviest_form_through(app: Flask) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "web-server.md").read_text()
    (nginx,) = re.findall(r"client_max_body_size (\d+)m;", manual)
    (caddy,) = re.findall(r"max_size (\d+)MB", manual)
    heaviest = max(app.extensions["kreatr_bodies"].values())
    assert int(nginx) * 1024**2 > heaviest and int(caddy) * 1000**2 > heaviest


@pytest.mark.one_database
def test_the_files_of_a_form_wait_in_the_data_folder(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "KREATR", replace(app.config["KREATR"], data=Path("/nowhere")))
    file = {"file": (io.BytesIO(b"x" * (bodies.IN_MEMORY + 1)), "karya.jpg")}
    with app.test_request_context("/", method="POST", data=file), pytest.raises(FileNotFoundError):
        assert request.files
