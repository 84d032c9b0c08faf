"""Looking back: what was made, with what it cost; and deleting all of it."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from kreatr.ai.models import AiCall, CallText
from kreatr.kernel.db import db, unit
from kreatr.studio.models import StudioRun
from kreatr.studio.queries import runs
from tests.ai.calls import make_call
from tests.judge import Client
from tests.page import words
from tests.studio.working import HOME, ask, count, finish
from tests.world import World

PATH = f"{HOME}/history"


def titles(page: object) -> list[str]:
    return [words(link) for link in page.all(".made a")]  # type: ignore[attr-defined]


def test_page_by_page_newest_first(sekar: Client, world: World) -> None:
    for n in range(runs.PAGE + 3):
        call = make_call(world.sekar.user)
        with unit() as session:
            session.add(
                StudioRun(
                    user_id=world.sekar.user_id,
                    call_id=call.id,
                    task="caption",
                    language="id",
                    title=f"No {n}",
                )
            )
    first = sekar.get(PATH).page
    assert titles(first)[0] == f"No {runs.PAGE + 2}" and len(titles(first)) == runs.PAGE
    assert all("Rp" in words(row) and "token" in words(row) for row in first.all(".receipt-line"))
    rest = sekar.get(first.one(".after a[href*=before]").get("href")).page
    assert titles(rest) == ["No 2", "No 1", "No 0"] and not rest.all(".after a[href*=before]")


def test_by_task_and_by_words(sekar: Client) -> None:
    ask(sekar, topic="Kopi Susu Bandung")
    ask(sekar, topic="Batik tulis Solo")
    ask(sekar, "translation", text="Kopi pagi hari")
    thread = ask(sekar, "chat", message="Soal kopi").thread_id
    finish()
    sekar.submit(sekar.get(f"{HOME}/threads/{thread}"), "form#tulis", message="Dan susu?")
    assert titles(sekar.get(PATH).page) == [
        "Soal kopi",
        "Kopi pagi hari",
        "Batik tulis Solo",
        "Kopi Susu Bandung",
    ]
    assert titles(sekar.get(f"{PATH}?q=kopi+SUSU").page) == ["Kopi Susu Bandung"]
    assert titles(sekar.get(f"{PATH}?q=kopi&task=translation").page) == ["Kopi pagi hari"]
    assert not titles(sekar.get(f"{PATH}?q=%25").page), "signs of SQL are letters"
    current = sekar.get(f"{PATH}?task=caption").page
    assert len(titles(current)) == 2 and current.one(".segments [aria-current]").get("href").endswith(
        "task=caption"
    )


@pytest.mark.one_database
def test_odd_addresses_show_the_list(sekar: Client) -> None:
    ask(sekar)
    for query in ("?before=nothing", "?task=nothing", "?q="):
        assert len(titles(sekar.get(f"{PATH}{query}").page)) == 1


@pytest.mark.one_database
def test_an_empty_history(sekar: Client) -> None:
    assert sekar.get(PATH).page.one("main a.go").get("href") == HOME
    assert not sekar.get(f"{PATH}/removal").page.all("main form")


def test_deleting_everything_leaves_the_numbers(sekar: Client, world: World) -> None:
    ask(sekar)
    ask(sekar, "chat", message="Halo")
    finish()
    running = ask(sekar, tone="warm").call_id
    with unit() as session:
        call = make_call(world.dewi)
        session.add(StudioRun(user_id=world.dewi.id, call_id=call.id, task="caption", language="id"))
    assert sekar.submit(sekar.get(f"{PATH}/removal")).location == HOME
    assert count() == 1, "hers are not others'"
    assert db.session.scalar(sa.select(sa.func.count()).select_from(AiCall)) == 4
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(CallText))
    assert not db.session.get_one(AiCall, running).under_way
