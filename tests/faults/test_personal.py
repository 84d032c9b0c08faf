"""No byte of anybody's is in what another one gets: five people and a visitor read every public page in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest
import sqlalchemy as sa

from kreatr.accounts.models import Role, User
from kreatr.kernel.db import db
from tests import page
from tests.faults.conftest import Scene
from tests.world import PASSWORD, make_event, make_user

LANGUAGES = ("id", "en")
BESIDE = ("/preferences", "/portfolio/sekarayu/contact")  # for everybody, and kept for nobody
PEOPLE = ("rahmatpribadi", "dewipribadi", "bimapribadi", "lestaripribadi", "jokopribadi")  # in no public page
OWN = 'href="/dashboard"'  # the way in, for who is signed in
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@pytest.fixture(scope="module")
def people(lasting: Scene) -> Iterator[dict[str, httpx.Client]]:
    """Five browsers that are signed in, one of them an administrator's."""
    with lasting.app.app_context():
        for name in PEOPLE:
            make_user(name, role=Role.ADMIN if name == PEOPLE[0] else Role.USER)
    browsers = {name: lasting.house.browser() for name in PEOPLE}
    for name, browser in browsers.items():
        entrance = page.controls(page.parse(browser.get("/login").text).one("main form[method=post]"))
        filled = {**entrance, "email": f"{name}@contoh.test", "password": PASSWORD}
        assert browser.post("/login", data=filled).status_code == 303
    yield browsers
    for browser in browsers.values():
        browser.close()


def _addresses(scene: Scene) -> list[str]:
    """Every page that is kept, each with the values of the world."""
    with scene.app.app_context():
        values = {
            "username": "sekarayu",
            "slug": "sawah-senja",
            "name": "about",
            "event_id": make_event().id,
            "part": 0,
        }
        with scene.app.test_request_context():
            urls = scene.app.url_map.bind("127.0.0.1")
            return [
                urls.build(rule.endpoint, {name: values[name] for name in rule.arguments})
                for rule in scene.app.url_map.iter_rules()
                if hasattr(scene.app.view_functions[rule.endpoint], "public_tags")
            ]


def _secrets(scene: Scene, name: str, browser: httpx.Client) -> list[str]:
    """What only this person may read."""
    with scene.app.app_context():
        user_id = db.session.scalar(sa.select(User.id).filter_by(username=name))
    return [name, f"{name}@contoh.test", str(user_id), *browser.cookies.values()]


def _read(browser: httpx.Client, url: str, language: str) -> httpx.Response:
    browser.cookies.set("locale", language)
    return browser.get(url)


def test_nobody_reads_what_is_anothers(lasting: Scene, people: dict[str, httpx.Client]) -> None:
    secrets = {name: _secrets(lasting, name, browser) for name, browser in people.items()}
    with lasting.house.browser() as visitor:
        for url in [*_addresses(lasting), *BESIDE]:
            for language in LANGUAGES:
                visitor.cookies.clear()
                before = _read(visitor, url, language)
                own = [(name, _read(browser, url, language)) for name, browser in people.items()]
                after = [_read(visitor, url, language) for _again in range(2)]
                _judge(url, secrets, own, [before, *after])


def _judge(
    url: str,
    secrets: dict[str, list[str]],
    own: list[tuple[str, httpx.Response]],
    given: list[httpx.Response],
) -> None:
    answers = [*own, *(("", answer) for answer in given)]
    for reader, answer in answers:
        assert answer.status_code == 200, url
        told = answer.text + str(answer.headers)
        for name, words in secrets.items():
            if name != reader:
                assert not [word for word in words if word in told], (
                    f"{name} in what {reader or 'a visitor'} got of {url}"
                )
    tokens = [(reader, set(TOKEN.findall(answer.text))) for reader, answer in answers]
    for reader, mine in tokens:
        assert not mine & set().union(*(theirs for other, theirs in tokens if other != reader)), url
    assert all("no-store" in answer.headers["Cache-Control"] for _name, answer in own), url
    if url not in BESIDE:
        assert len({answer.content for answer in given}) == 1, f"{url} was another one for the same visitor"
        assert not any("set-cookie" in answer.headers for answer in given), url
        assert not any("csrf_token" in answer.text for answer in given), url


def test_people_have_pages_of_their_own(lasting: Scene, people: dict[str, httpx.Client]) -> None:
    with lasting.house.browser() as visitor:
        assert OWN not in visitor.get("/community/marketplace").text
    for browser in people.values():
        assert OWN in browser.get("/community/marketplace").text, "else the other test says nothing"


def test_who_signs_out_is_a_visitor_again(lasting: Scene, people: dict[str, httpx.Client]) -> None:
    browser = people[PEOPLE[-1]]
    form = page.parse(browser.get("/dashboard/settings").text).one('form[action="/logout"]')
    assert browser.post("/logout", data=page.controls(form)).status_code == 303
    assert OWN not in browser.get("/community/marketplace").text
