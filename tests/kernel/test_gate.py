"""Few requests run at the same time, in the order they came; a slow one makes room."""

from __future__ import annotations

import asyncio

import pytest

from kreatr.kernel import gate
from kreatr.kernel.gate import Gate


async def _hold(door: Gate, name: str, seconds: float, told: list[str]) -> None:
    async with door.passing():
        told.append(f"{name} begins")
        await asyncio.sleep(seconds)
        told.append(f"{name} ends")


def test_who_comes_third_waits_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE_SECONDS", 30)
    told: list[str] = []

    async def whole() -> None:
        door = Gate()
        async with asyncio.timeout(20):
            await asyncio.gather(*(_hold(door, name, 0.02, told) for name in "abc"))

    asyncio.run(whole())
    assert told[:2] == ["a begins", "b begins"]
    assert told.index("c begins") > told.index("a ends")


def test_slow_ones_hold_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "PATIENCE_SECONDS", 0.01)
    told: list[str] = []

    async def whole() -> None:
        door, slow = Gate(), asyncio.Event()

        async def hang() -> None:
            async with door.passing():
                await slow.wait()

        hanging = [asyncio.create_task(hang()) for _n in range(5)]
        async with asyncio.timeout(20):
            await _hold(door, "quick", 0, told)
            slow.set()
            await asyncio.gather(*hanging)
        assert door.free._value == gate.AT_ONCE, "each place was made free once"

    asyncio.run(whole())
    assert told == ["quick begins", "quick ends"]


def test_one_that_failed_makes_room() -> None:
    async def whole() -> None:
        door = Gate()
        for _n in range(3 * gate.AT_ONCE):
            with pytest.raises(ZeroDivisionError):
                async with asyncio.timeout(5), door.passing():
                    raise ZeroDivisionError

    asyncio.run(whole())
