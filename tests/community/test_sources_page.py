"""`/admin/community/sources`: how measuring stands, and asking by hand (HUB-12)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from rq.job import Job
from rq.serializers import JSONSerializer

from kreatr.community.models import Platform
from kreatr.kernel import jobs
from tests.community.conftest import Outside
from tests.judge import Client
from tests.services import Valkey
from tests.world import World, signed_in

PATH = "/admin/community/sources"
DISCORD, REDDIT, GITHUB, HUGGINGFACE = Platform


@pytest.mark.parametrize("name", ["ratna", "bagus"])
def test_administrators_see_how_each_source_stands(
    world: World, outside: Outside, client: Client, name: str
) -> None:
    outside.reddit.mode = "denied"
    outside.github.mode = "limited"
    outside.set_up(DISCORD, REDDIT, GITHUB)
    outside.refresh()
    page = signed_in(client, getattr(world, name)).get(PATH).page
    assert "Berjalan" in page.text("#discord") and "4.241 anggota" in page.text("#discord")
    assert "Akses kita ditolak" in page.text("#reddit")
    assert "minta jeda" in page.text("#github") and "0" in page.text("#github")
    assert "HUGGINGFACE_ORG" in page.text("#huggingface") and not page.all("#huggingface form")
    assert "Sumber" in page.text("nav")


@pytest.mark.one_database
def test_what_is_left_is_shown(world: World, outside: Outside, client: Client) -> None:
    outside.set_up()
    outside.refresh()
    page = signed_in(client, world.ratna).get(PATH).page
    assert "489 dari 500" in page.text("#huggingface") and "598 dari 600" in page.text("#reddit")
    assert "4.990 dari 60" in page.text("#github")


@pytest.mark.one_database
def test_english(world: World, outside: Outside, client: Client) -> None:
    outside.set_up(DISCORD)
    outside.discord.mode = "unknown"
    outside.refresh()
    client.set_cookie("locale", "en")
    page = signed_in(client, world.ratna).get(PATH).page
    assert "It does not know this name" in page.text("#discord")
    assert "GITHUB_REPO / GITHUB_ORG" in page.text("#github")


@pytest.mark.one_database
@pytest.mark.parametrize(("name", "status"), [("maya", 403), ("sekar", 403), ("dewi", 403), (None, 303)])
def test_others_do_not(world: World, outside: Outside, client: Client, name: str | None, status: int) -> None:
    outside.set_up()
    form = client.get("/login").page.one("main input[name=csrf_token]").get("value")
    if name:
        person = getattr(world, name)
        signed_in(client, getattr(person, "user", person))
        form = client.token()
    assert client.get(PATH).status_code == status
    assert client.post(f"{PATH}/discord/refresh", data={"csrf_token": form}).status_code == status


def _queued(valkey: Valkey) -> list[str]:
    ids = jobs.queue(valkey.client).job_ids
    found = [Job.fetch(id_, connection=valkey.client, serializer=JSONSerializer).func_name for id_ in ids]
    return [one for one in found if one.startswith("kreatr.community")]


@pytest.mark.parametrize("htmx", [False, True])
def test_refreshing_by_hand(
    world: World, outside: Outside, client: Client, valkey: Valkey, htmx: bool
) -> None:
    outside.set_up(DISCORD, REDDIT)
    outside.refresh()
    signed_in(client, world.bagus)
    assert len(outside.discord.asked) == 1
    answer = client.submit(client.get(PATH), "#discord form", htmx=htmx)
    assert answer.status_code == (204 if htmx else 303)
    assert len(outside.discord.asked) == 1, "the request itself asks nobody"
    assert _queued(valkey) == ["kreatr.community.jobs.refresh"]
    assert outside.row(DISCORD).due_at is None and outside.row(REDDIT).due_at is not None
    assert "sedang ditanya" in client.get(PATH).page.text("body")
    outside.discord.members = 5000
    outside.refresh()
    assert (len(outside.discord.asked), len(outside.reddit.asked)) == (2, 2)
    assert "5.000 anggota" in client.get("/community").page.text("#discord")


@pytest.mark.one_database
def test_by_hand_at_most_once_in_thirty_seconds(world: World, outside: Outside, client: Client) -> None:
    outside.set_up(DISCORD, REDDIT)
    signed_in(client, world.ratna)
    page = client.get(PATH)
    assert client.submit(page, "#discord form").status_code == 303
    again = client.submit(page, "#discord form")
    assert again.status_code == 429 and 0 < int(again.headers["Retry-After"]) <= 31
    assert client.submit(page, "#reddit form").status_code == 303, "each source for itself"


@pytest.mark.one_database
def test_a_pause_that_was_asked_for_holds_by_hand_too(
    world: World, outside: Outside, client: Client, valkey: Valkey
) -> None:
    outside.set_up(DISCORD)
    outside.discord.mode = "limited"
    outside.refresh()
    signed_in(client, world.ratna)
    assert client.submit(client.get(PATH), "#discord form").status_code == 303
    assert _queued(valkey) == [] and outside.row(DISCORD).due_at is not None
    assert "minta jeda" in client.get(PATH).page.text("body")


@pytest.mark.one_database
@pytest.mark.parametrize("name", ["github", "DISCORD", "x", ".."])
def test_unknown_and_unconfigured_sources_are_not_there(
    world: World, outside: Outside, client: Client, name: str
) -> None:
    outside.set_up(DISCORD)
    signed_in(client, world.ratna)
    token = client.get(PATH).page.one("main input[name=csrf_token]").get("value")
    assert client.post(f"{PATH}/{name}/refresh", data={"csrf_token": token}).status_code in (404, 405)


@pytest.mark.one_database
def test_a_form_without_its_token_is_refused(world: World, outside: Outside, client: Client) -> None:
    outside.set_up(DISCORD)
    signed_in(client, world.ratna)
    assert client.post(f"{PATH}/discord/refresh").status_code == 403


@pytest.mark.one_database
def test_while_the_queue_is_away_the_clock_asks(
    world: World, outside: Outside, client: Client, valkey: Valkey
) -> None:
    outside.set_up(DISCORD)
    outside.refresh()
    signed_in(client, world.ratna)
    page = client.get(PATH)
    valkey.kill()
    assert client.submit(page, "#discord form").status_code == 303
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=30)):
        outside.refresh()
    assert len(outside.discord.asked) == 2
