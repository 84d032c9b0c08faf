"""MOD-07, MOD-08, MOD-10, MOD-24: the pages of people: who may open them, finding, acting with a reason, and no key anywhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from kreatr.accounts.models import Role, Standing, User
from kreatr.ai.models import Provider, ProviderKey
from kreatr.kernel import clock, secrets
from kreatr.kernel.db import db, unit
from kreatr.moderation.actions import standing
from kreatr.moderation.models import Act, Reason, Verb
from tests import planted
from tests.judge import Client, html
from tests.moderation.test_standing import WHY, acts, stands
from tests.world import PASSWORD, World, make_user, signed_in

LIST = "/admin/people"
DEEDS = ("suspension", "lifting", "ban", "unbanning", "role", "sessions", "muting", "unmuting")


def page_of(person: User) -> str:
    return f"{LIST}/{person.id}"


@pytest.fixture
def admin(client: Client, world: World) -> Client:
    """Bagus, signed in just now."""
    return signed_in(client, world.bagus)


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["maya", "dewi"])
def test_moderators_and_members_stay_outside(client: Client, world: World, who: str) -> None:
    person = getattr(world, who)
    paths = [LIST, page_of(world.hendra), *(f"{page_of(world.hendra)}/{deed}" for deed in DEEDS)]
    assert {client.get(path).status_code for path in paths} == {303}
    signed_in(client, person)
    token = client.token()
    for path in paths:
        assert client.get(path).status_code == 403
        sent = client.post(path if path != LIST else f"{LIST}/search", data={"csrf_token": token})
        assert sent.status_code in (403, 405)
    assert not acts(world.hendra)


def found(admin: Client, query: str) -> list[str]:
    """The usernames on a list page."""
    return [one.text or "" for one in admin.get(f"{LIST}{query}").page.all("main .entries h2 a")]


def test_people_are_found_by_name_and_by_address(admin: Client, world: World) -> None:
    assert found(admin, "?q=sekar") == ["@sekarayu"]
    assert found(admin, "?q=RIZKY+Pratama") == ["@rizkypratama"], "by the name of the profile too"
    assert found(admin, "?q=%25") == [], "a percent sign is a percent sign"
    assert set(found(admin, "?show=house")) == {"@maya", "@bagus", "@ratna"}
    standing.suspend(world.bagus, world.dewi.id, 7, Reason.SPAM, WHY)
    assert found(admin, "?show=suspended") == ["@dewi"]
    index = admin.get(LIST)
    to_person = admin.submit(index, "#cari", who="Dewi@Contoh.test")
    assert to_person.location == page_of(world.dewi), "an address stands in no address of ours"
    assert admin.submit(index, "#cari", who="sekar").location == f"{LIST}?q=sekar"
    unknown = admin.submit(index, "#cari", who="siapa@contoh.test")
    assert unknown.status_code == 422 and "siapa@contoh.test" in unknown.page.one("#who").get("value")
    assert admin.submit(index, "#cari", who="").status_code == 422


def test_the_list_goes_on_without_gaps(admin: Client) -> None:
    for n in range(30):
        make_user(f"banyak{n:02}")
    first = admin.get(f"{LIST}?q=banyak")
    names = [one.text for one in first.page.all("main .entries h2 a")]
    more = first.page.one("main .acts a").get("href")
    rest = [one.text for one in admin.get(more).page.all("main .entries h2 a")]
    assert len(names) == 25 and sorted(names + rest) == [f"@banyak{n:02}" for n in range(30)]


def test_suspending_from_the_page_to_the_log(admin: Client, world: World) -> None:
    path = f"{page_of(world.dewi)}/suspension"
    form = admin.get(path)
    for wrong in ({"days": "0"}, {"days": "sepekan"}, {"words": "singkat"}, {"reason": ""}):
        typed = {"days": "7", "reason": "SPAM", "words": WHY} | wrong
        answer = admin.submit(form, **typed)
        assert answer.status_code == 422 and answer.page.all("main .err")
        assert answer.page.one("#words").text == typed["words"], "nothing typed is lost"
    assert not acts(world.dewi)
    assert admin.submit(form, days="7", reason="SPAM", words=WHY).location == page_of(world.dewi)
    assert stands(world.dewi) == (Standing.SUSPENDED, False)
    shown = admin.get(page_of(world.dewi))
    assert WHY in shown.page.text("main") and "@bagus" in shown.page.text("section[aria-labelledby=riwayat]")
    assert [one.verb for one in acts(world.dewi)] == [Verb.SUSPEND]
    lifted = admin.submit(admin.get(f"{page_of(world.dewi)}/lifting"), words="Sudah dijelaskan dengan baik.")
    assert lifted.status_code == 303 and stands(world.dewi) == (Standing.GOOD, True)
    again = admin.submit(form, days="7", reason="SPAM", words=WHY)
    assert again.status_code == 303, "a form that was open meanwhile still says what it says"


@pytest.mark.one_database
def test_each_deed_has_its_form_and_does_it(admin: Client, world: World) -> None:
    signed_in(admin.application.test_client(), world.hendra)  # type: ignore[arg-type]
    base = page_of(world.hendra)
    for deed, typed, verb in (
        ("sessions", {}, Verb.END_SESSIONS),
        ("muting", {}, Verb.MUTE),
        ("unmuting", {}, Verb.UNMUTE),
        ("role", {"role": "MODERATOR"}, Verb.CHANGE_ROLE),
        ("ban", {"reason": "FRAUD"}, Verb.PROPOSE_BAN),
    ):
        answer = admin.submit(admin.get(f"{base}/{deed}"), words=WHY, **typed)
        assert (answer.status_code, answer.location) == (303, base), deed
        assert acts(world.hendra)[-1].verb is verb
    assert admin.submit(admin.get(f"{base}/ban"), reason="FRAUD", words=WHY).status_code == 409
    offered = admin.get(f"{base}/role").page.all("input[name=role]")
    assert [one.get("value") for one in offered] == ["USER", "MODERATOR"]
    forged = {"csrf_token": admin.token(), "role": Role.OWNER.value, "words": WHY}
    assert admin.post(f"{base}/role", data=forged).status_code == 422
    assert db.session.get_one(User, world.hendra.id).role is Role.MODERATOR


@pytest.mark.one_database
def test_dangerous_deeds_ask_for_the_password_again(admin: Client, world: World) -> None:
    path = f"{page_of(world.dewi)}/suspension"
    typed = {"csrf_token": admin.token(), "days": "7", "reason": "SPAM", "words": WHY}
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        assert admin.get(page_of(world.dewi)).status_code == 200, "looking is free"
        for deed in DEEDS:
            asked = admin.get(f"{page_of(world.dewi)}/{deed}")
            assert asked.status_code == 303 and asked.location.startswith("/login/again")
        held = admin.post(path, data=typed)
        assert held.status_code == 403 and not acts(world.dewi)
        back = admin.submit(held, password=PASSWORD)
        assert WHY in html(back), "what was typed is handed back"
        assert admin.submit(back).status_code == 303
        assert [one.verb for one in acts(world.dewi)] == [Verb.SUSPEND]


@pytest.mark.one_database
def test_of_their_own_rank_no_form_opens(admin: Client, world: World) -> None:
    other = make_user("admin2", role=Role.ADMIN)
    for person in (other, world.ratna, world.bagus):
        assert not admin.get(page_of(person)).page.all(f"main a[href^='{page_of(person)}/']")
        for deed in DEEDS:
            assert admin.get(f"{page_of(person)}/{deed}").status_code == 403


@pytest.mark.one_database
def test_no_page_shows_a_key_or_what_somebody_asked(admin: Client, world: World) -> None:
    key = planted.key()
    with unit() as session:
        row = ProviderKey(user_id=world.sekar.user_id, provider=Provider.OPENAI, sealed="", hint=key[-4:])
        session.add(row)
        session.flush()
        row.sealed = secrets.ring().seal(key, row.owner)
    paths = [LIST, page_of(world.sekar.user), *(f"{page_of(world.sekar.user)}/{deed}" for deed in DEEDS)]
    for path in paths:
        answer = admin.get(path)
        assert answer.status_code == 200
        for secret in (key, key[4:24], f"…{key[-4:]}", row.sealed, world.sekar.user.password_hash):
            assert secret not in html(answer), path


def _lines() -> int:
    return db.session.query(Act).count()


@pytest.mark.one_database
def test_a_form_without_a_token_comes_back_with_everything(admin: Client, world: World) -> None:
    typed: dict[str, Any] = {"days": "9", "reason": "SPAM", "words": WHY}
    answer = admin.post(f"{page_of(world.dewi)}/suspension", data=typed)
    assert answer.status_code == 403 and answer.page.one("#words").text == WHY and not _lines()
    assert admin.submit(answer).status_code == 303 and _lines() == 1
    lost = admin.post(f"{LIST}/search", data={"who": "sekar"})
    assert lost.status_code == 403 and lost.page.one("#who").get("value") == "sekar"
