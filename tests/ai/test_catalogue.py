"""What models cost: the list, administrators before it, sizes, days; and money as it is written."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from genai_prices import Usage
from genai_prices.data_snapshot import get_snapshot

from kreatr.ai.models import ModelPrice, Provider
from kreatr.ai.queries import catalogue, pricelist
from kreatr.kernel import clock, i18n, money
from kreatr.kernel.db import unit

LISTED = {Provider.OPENAI: "openai", Provider.ANTHROPIC: "anthropic", Provider.GOOGLE: "google"}
pytestmark = pytest.mark.one_database


def test_every_price_is_what_the_list_computes(app: Flask) -> None:
    """Each chat model at three sizes, against the package's own arithmetic."""
    checked = 0
    for provider, name in LISTED.items():
        for model in catalogue.models(provider):
            for size in (1_000, 150_000, 900_000):
                sized = catalogue.sized(model, size)
                theirs = get_snapshot().calc(
                    Usage(input_tokens=size, output_tokens=700), model.id, name, None, clock.now()
                )
                ours = money.cost(size, 700, sized.input_price, sized.output_price)
                assert ours is not None and 0 <= ours - theirs.total_price * 1_000_000 < 1, model.id
                checked += 1
    assert checked > 150


def test_a_short_list_of_current_chat_models_stands_first(app: Flask) -> None:
    found = catalogue.everything()
    for provider in (*LISTED, Provider.HUGGINGFACE):
        first = found[provider][:5]
        assert len(first) == 5 and all(model.known and model.offered for model in first)
    for provider in LISTED:
        # The newest, cheapest first.
        dear = [(model.input_price or 0) + (model.output_price or 0) for model in found[provider][:3]]
        assert dear == sorted(dear)
    names = [model.id for models in found.values() for model in models]
    bad = ("embedding", "tts", "image", "whisper", "realtime", "davinci", "-oss-", "audio", "moderation")
    assert not [name for name in names if any(word in name for word in bad) and "/" not in name]
    assert found[Provider.CUSTOM] == found[Provider.REPLICATE] == []
    assert catalogue.chats("gpt-4o-mini") and not catalogue.chats("text-embedding-3-small")


def test_what_nobody_knows_is_unknown(app: Flask) -> None:
    for provider, name in (
        (Provider.CUSTOM, "gpt-4o"),
        (Provider.REPLICATE, "meta/llama"),
        (Provider.OPENAI, "x" * 120),
    ):
        model = catalogue.model(provider, name)
        assert (model.known, model.offered, model.input_price, model.name) == (False, False, None, name)
        assert catalogue.credits_for(model, 10, 10) is None
    dated = catalogue.model(Provider.OPENAI, "gpt-4o-2024-08-06")
    assert dated.id == "gpt-4o-2024-08-06" and dated.input_price == 2_500_000 and dated.name == "GPT-4o"


def test_hugging_face_counts_the_dearest_unless_the_name_says_where(app: Flask) -> None:
    some = pricelist.find(Provider.HUGGINGFACE, "openai/gpt-oss-120b")
    prices = [one.periods[-1][1][0][1] for one in some]
    free, fixed = (catalogue.model(Provider.HUGGINGFACE, f"openai/gpt-oss-120b{at}") for at in ("", ":groq"))
    assert (
        len(some) > 3 and free.input_price in prices and (free.input_price or 0) >= (fixed.input_price or 0)
    )
    assert len(pricelist.find(Provider.HUGGINGFACE, "openai/gpt-oss-120b:groq")) == 1


def test_prices_have_their_days() -> None:
    found = [
        one for some in pricelist.read()[Provider.GOOGLE].values() for one in some if len(one.periods) > 1
    ]
    one = next(one for one in found if one.periods[-1][0] and one.periods[-1][1] != one.periods[0][1])
    since = one.periods[-1][0]
    assert since and one.steps(since) == one.periods[-1][1]
    assert one.steps(date.fromordinal(since.toordinal() - 1)) == one.periods[-2][1]


def test_an_own_price_stands_before_the_list(app: Flask) -> None:
    with unit() as session:
        session.add(
            ModelPrice(provider=Provider.OPENAI, model="gpt-4o", output_price=40_000_000, credit_percent=200)
        )
        session.add(
            ModelPrice(provider=Provider.REPLICATE, model="meta/llama", input_price=1, output_price=0)
        )
        session.add(ModelPrice(provider=Provider.ANTHROPIC, model="claude-haiku-4-5", offered=False))
    own = catalogue.model(Provider.OPENAI, "gpt-4o")
    assert (own.input_price, own.output_price, own.credit_percent) == (2_500_000, 40_000_000, 200)
    # 1,000 in and 100 out are 6,500 micro-USD; a credit buys 25, and it counts twice.
    assert catalogue.credits_for(own, 1_000, 100) == 520
    assert [model.id for model in catalogue.models(Provider.REPLICATE)] == ["meta/llama"]
    haiku = catalogue.model(Provider.ANTHROPIC, "claude-haiku-4-5")
    assert haiku.known and not haiku.offered
    assert catalogue.credits_for(haiku, 1, 0) == 1 and catalogue.credits_for(haiku, 26, 0) == 2


@pytest.mark.parametrize(
    "text", ["Buatkan takarir untuk kedai kopi di Bandung.", "😀" * 20, "12345 67890 !!!", ""]
)
def test_the_estimate_is_never_below_what_bytes_could_make(text: str) -> None:
    found = catalogue.estimated_tokens(text)
    assert len(text) / 3 <= found <= len(text.encode()) + catalogue.AROUND


def test_money_is_rounded_up_once_and_written_in_the_readers_way(app: Flask) -> None:
    assert money.cost(1, 0, 150_000, 600_000) == 1 and money.cost(0, 0, 1, 1) == 0
    assert money.cost(1_000_000, 500_000, 2_500_000, 10_000_000) == 7_500_000
    assert money.cost(1, None, 1, 1) is None and money.cost(1, 1, None, 1) is None
    with app.test_request_context():
        with i18n.speaking("id"):
            assert [money.rupiah(n) for n in (0, 1, 350_000, 99_994_999, 1_250_400_000, 14_600 * 10**9)] == [
                "Rp 0", "< Rp 0,01", "Rp 0,35", "Rp 99,99", "Rp 1.250", "Rp 14.600.000",
            ]  # fmt: skip
            assert [money.dollars(n) for n in (0, 35, 1_200, 350_000, 14_600_000)] == [
                "$0,00", "$0,000035", "$0,0012", "$0,35", "$14,60",
            ]  # fmt: skip
            assert [i18n.number_short(n) for n in (999, 9_999, 12_345, 840_000, 999_600, 1_920_000)] == [
                "999", "9.999", "12,3 rb", "840 rb", "1 jt", "1,92 jt",
            ]  # fmt: skip
        with i18n.speaking("en"):
            assert money.rupiah(1_250_000_000) == "IDR 1,250" and money.dollars(1_200) == "$0.0012"
