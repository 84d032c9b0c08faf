"""How large a request may be: a path's own measure, the longest that fits, else the house's."""

from __future__ import annotations

import pytest
from flask import Flask

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
