"""The commands that fill a database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.world import make_creator

pytestmark = pytest.mark.one_database


def test_populate_says_how_many_it_added(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["populate", "3"])
    assert said.exit_code == 0
    assert "Added 3 creators" in said.output


@pytest.mark.parametrize("number", ["0", "-4", "many"])
def test_populate_wants_a_number(app: Flask, number: str) -> None:
    assert app.test_cli_runner().invoke(args=["populate", "--", number]).exit_code == 2


def test_demo_says_in_one_sentence_why_it_will_not(app: Flask) -> None:
    make_creator("seseorang")
    said = app.test_cli_runner().invoke(args=["demo"])
    assert said.exit_code == 1
    assert said.output.startswith("Error: There are creators already")


@pytest.mark.parametrize("command", [["demo"], ["populate", "1"]])
def test_production_gets_no_made_up_people(
    app: Flask, change: Callable[..., None], command: list[str]
) -> None:
    change(env="production")
    said = app.test_cli_runner().invoke(args=command)
    assert said.exit_code == 1
    assert "no place in production" in said.output
