"""The receipt and the words of trouble, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask, render_template

from kreatr.ai import words
from kreatr.ai.adapters.protocol import CODES
from kreatr.ai.models import AiCall, CallStatus, Payer, Provider
from kreatr.kernel import i18n
from tests.ai.calls import call_values
from tests.page import parse
from tests.world import World

OURS = {"INTERRUPTED", "NO_KEY", "KEY_LOCKED", "NO_CREDITS", "NOT_OFFERED"}
pytestmark = pytest.mark.one_database


class _Nobody:
    id = uuid4()


def _call(**fields: Any) -> AiCall:
    nobody: Any = _Nobody
    return AiCall(**call_values(nobody, **fields))


def _drawn(app: Flask, call: AiCall, language: str = "id", **more: Any) -> str:
    with app.test_request_context(), i18n.speaking(language):
        receipt = words.receipt(call, **{name: make() for name, make in more.items()})
        block, line = (
            render_template(f"ai/{name}.html", receipt=receipt) for name in ("_receipt", "_receipt_line")
        )
        return parse(block).text(".receipt") + " | " + parse(line).text("p")


def test_it_says_what_it_cost_who_paid_and_what_is_left(app: Flask) -> None:
    left = {"left": lambda: words.left_of_key("MONTH", 49_940_000_000)}
    text = _drawn(app, _call(), **left)
    for said in (
        "GPT-4o",
        "Token masuk800",
        "Token keluar200",
        "Rp 60,00 $0,004",
        "kunci sendiri …4f2a",
        "Sisa bulan iniRp 49.940",
        "$1 = Rp 15.000",
    ):
        assert said in text
    assert "sekitar" not in text and "800 + 200 token · Rp 60,00 ($0,004) · kunci sendiri …4f2a" in text
    paid = _drawn(
        app,
        _call(payer=Payer.CREDITS, credits=1_040, counted=False),
        "en",
        left=lambda: words.left_of_credits(12),
    )
    for said in ("about 800", "about IDR 60.00 $0.004", "1,040 credits", "Left12 credits", "as counted on"):
        assert said in paid


def test_what_is_not_known_is_said(app: Flask) -> None:
    text = _drawn(app, _call(provider=Provider.CUSTOM, model="llama3", input_price=None))
    assert "Perkiraan biayatidak diketahui" in text and "biaya tidak diketahui" in text and "$0" not in text
    running = _drawn(app, _call(status=CallStatus.RUNNING, tokens_in=None, tokens_out=None, cost=None))
    assert "Paling banyakRp 135" in running and "Token masuk" not in running


def test_the_rate_has_its_own_day_while_it_is_the_present_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = app.config["KREATR"]
    dated = replace(config, ai=replace(config.ai, usd_idr=16_250, usd_idr_day=date(2026, 11, 20)))
    monkeypatch.setitem(app.config, "KREATR", dated)
    assert "$1 = IDR 16,250, rate of 20 Nov 2026" in _drawn(app, _call(usd_idr=16_250), "en")
    assert "$1 = IDR 15,000, as counted on" in _drawn(app, _call(), "en")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_code_has_a_sentence(app: Flask, language: str) -> None:
    assert set(words.SENTENCES) == CODES | OURS
    with app.test_request_context(), i18n.speaking(language):
        said = {code: words.trouble(code, Provider.OPENAI) for code in words.SENTENCES}
        assert len(set(said.values())) == len(said) and not any("%(" in text for text in said.values())
        assert "OpenAI" in words.trouble("NO_SUCH_CODE", Provider.OPENAI) or words.trouble(
            "NO_SUCH_CODE", Provider.OPENAI
        )


def test_trouble_says_when_to_try_again_and_whose_key_it_was(app: Flask, world: World) -> None:
    with app.test_request_context(), i18n.speaking("en"):
        limited = words.trouble("RATE_LIMITED", Provider.ANTHROPIC, retry_after=90)
        assert limited == "Anthropic takes no more questions from you right now. Try again in 2 minutes."
        assert words.wait(20).endswith("20 seconds.") and words.wait(7_300).endswith("3 hours.")
        mine = words.trouble("KEY_REFUSED", Provider.OPENAI)
        house = words.trouble("KEY_REFUSED", Provider.OPENAI, house=True)
        assert "Create a new one" in mine and "AI keys" not in house
    failed = _call(status=CallStatus.FAILED, error="NO_MONEY", payer=Payer.CREDITS, credits=0, cost=0)
    assert "It cost you nothing." in _drawn(app, failed, "en")
    cut = _call(status=CallStatus.FAILED, error="CUT")
    assert "broke off" in _drawn(app, cut, "en") and "nothing" not in _drawn(app, cut, "en")
