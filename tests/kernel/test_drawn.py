"""Parts that are drawn once: kept by their values and the reader's choices, never by anything else."""

from __future__ import annotations

import sys

import pytest
from flask import Flask, render_template_string

from kreatr.kernel import drawn
from tests.judge import Client
from tests.world import World, change_creator

pytestmark = pytest.mark.one_database
PAGE = "{% macro part(card) %}<b>{{ card.name }}</b>{{ _('Home') }}{% endmacro %}{{ kept(part, card) }}"


def _draw(app: Flask, name: str, cookie: str = "locale=id") -> str:
    with app.app_context(), app.test_request_context(headers={"Cookie": cookie}):
        return render_template_string(PAGE, card={"name": name})


def test_the_same_values_are_drawn_once_others_anew(app: Flask) -> None:
    kept: drawn.Drawn = app.jinja_env.globals["kept"]  # type: ignore[assignment]
    assert _draw(app, "Sekar") == "<b>Sekar</b>Beranda"
    size = len(kept.parts)
    assert _draw(app, "Sekar") == "<b>Sekar</b>Beranda" and len(kept.parts) == size
    assert _draw(app, "<Rizky>") == "<b>&lt;Rizky&gt;</b>Beranda"
    assert _draw(app, "Sekar", "locale=en") == "<b>Sekar</b>Home"


def test_only_so_many_are_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "MOST_BYTES", 300)
    kept = app.jinja_env.globals["kept"] = drawn.Drawn()
    for number in range(9):
        _draw(app, f"Orang {number}")
    assert 1 < len(kept.parts) < 9
    assert sum(map(sys.getsizeof, kept.parts.values())) == kept.parts.bytes <= 300
    assert b"Orang 8" in list(kept.parts.values())[-1], "what was drawn first gives way"


def test_a_changed_card_is_drawn_anew(client: Client, world: World) -> None:
    assert "Sekar Ayu" in client.get("/community/marketplace").page.html
    change_creator(world.sekar, display_name="Sekar Baru")
    html = client.get("/community/marketplace").page.html
    assert "Sekar Baru" in html and "Sekar Ayu" not in html
