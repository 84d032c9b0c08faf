"""A work with a key in it is kept as a draft and not handed in; its author hears why, beside the field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.judge import Client
from tests.planted import key
from tests.portfolio.test_work_pictures import make_upload, send
from tests.portfolio.writing import DRAFT, STORY, drafts, fill, items, write
from tests.world import World

pytestmark = pytest.mark.one_database
SAID = "Ini terlihat seperti kunci API OpenAI."


@pytest.mark.parametrize("htmx", [False, True])
def test_it_is_held_back_and_nothing_typed_is_lost(
    sekar: Client, htmx: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    secret, before = key(), items()
    typed = dict.fromkeys(
        ("title", "description", "tags", "tools", "human_part", "prompt"), f"{STORY} {secret}"
    )
    typed["project_url"] = f"https://contoh.test/?key={secret}"
    answer = write(sekar, htmx=htmx, **typed)
    assert (answer.status_code, items()) == (422, before)
    for name, value in typed.items():
        said, field = answer.page.text(f"#{name}-error"), answer.page.one(f"#{name}")
        assert said.startswith(SAID) and "buat kunci baru" in said and secret[:6] not in said
        assert value in (field.get("value") or "".join(field.itertext()))
    assert secret not in "".join(capfd.readouterr())


def test_a_draft_may_hold_anything_until_it_is_handed_in(sekar: Client) -> None:
    answer = write(sekar, button=DRAFT, description=f"{STORY} {key()}")
    assert answer.status_code == 303 and len(drafts()) == 1
    held = fill(sekar, sekar.get(answer.location))
    assert held.status_code == 422 and held.page.text("#description-error").startswith(SAID)
    assert fill(sekar, sekar.get(answer.location), description=STORY).status_code == 303


def test_words_of_a_picture_are_held_back_beside_it(sekar: Client, world: World) -> None:
    uploads, before = [make_upload(world.sekar.user) for _one in range(2)], items()
    alts: dict[str, Any] = {f"alt-{uploads[0].id}": "Layangan", f"alt-{uploads[1].id}": f"Layar, {key()}"}
    ids = [one.id for one in uploads]
    answer = send(sekar, ids, **alts)
    assert (answer.status_code, items()) == (422, before)
    words = answer.page.one(f"#alt-{ids[1]}")
    assert words.get("aria-invalid") == "true"
    assert answer.page.text(f"#{words.get('aria-describedby')}").startswith(SAID)
    assert answer.page.one(f"#alt-{ids[0]}").get("aria-invalid") is None
    assert send(sekar, ids, save="draft", **alts).status_code == 303
