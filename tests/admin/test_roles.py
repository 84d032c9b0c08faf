"""Every address of the admin area, with each of its methods, for every role: as the table in docs/security.md says."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.conformance.source import ROOT
from tests.judge import Client
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database

DOCUMENT, HEADING = ROOT / "docs" / "security.md", "## Who may do what in the admin area"
ROLES = ("maya", "bagus", "ratna")  # moderator, admin, owner, as the columns stand
LINE = re.compile(r"\| `(/admin[^`]*)` \| ([A-Z, ]+) \| (yes|–) \| (yes|–) \| (yes|–) \|")
JSON = {"Accept": "application/json"}
OTHERS = {"username": "sekarayu", "slug": "sawah-senja", "platform": "GITHUB", "job_id": "tidak-ada"}


class Known(NamedTuple):
    """A line of the table: who of moderator, admin and owner may send this method there."""

    path: str
    method: str
    may: tuple[bool, ...]


def _table() -> list[Known]:
    _, _, after = DOCUMENT.read_text().partition(HEADING)
    section = after.partition("\n## ")[0]
    found = []
    for line in section.splitlines():
        if line.startswith("| `"):
            match = LINE.fullmatch(line)
            assert match, f"docs/security.md: write {line!r} as the other lines"
            path, methods, *may = match.groups()
            found += [
                Known(path, method, tuple(word == "yes" for word in may)) for method in methods.split(", ")
            ]
    return found


def _rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    for rule in app.url_map.iter_rules():
        if rule.rule == "/admin" or rule.rule.startswith("/admin/"):
            yield from ((rule, method) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def _address(rule: Rule) -> str:
    """The rule with things that are not there in its places."""
    made = {
        name: OTHERS[name] if name in OTHERS else uuid.UUID(int=9) if "id" in name else "x"
        for name in rule.arguments
    }
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", lambda match: str(made[match[1]]), rule.rule)


def test_the_table_knows_every_address(app: Flask) -> None:
    known = {(line.path, line.method) for line in _table()}
    there = {(rule.rule, method) for rule, method in _rules(app)}
    assert len(known) == len(_table()), "an address stands twice in the table"
    missing = [f"| `{path}` | {method} | – | yes | yes |" for path, method in sorted(there - known)]
    assert not missing, (
        f"add who may (moderator, admin, owner) to docs/security.md, {HEADING!r}, one line an address:\n"
        + "\n".join(missing)
    )
    assert not known - there, f"docs/security.md: these are gone: {sorted(known - there)}"


def test_visitors_are_sent_to_the_sign_in(app: Flask, client: Client) -> None:
    token = client.get("/login").page.one("main input[name=csrf_token]").get("value")
    found = []
    for rule, method in _rules(app):
        for sent in (method, "HEAD", "OPTIONS") if method == "GET" else (method,):
            answer = client.open(_address(rule), method=sent, data=_data(sent, token))
            if answer.status_code != 303 or not answer.location.startswith("/login"):
                found.append(f"{sent} {rule.rule}: {answer.status_code}")
            said = client.open(_address(rule), method=sent, data=_data(sent, token), headers=JSON)
            if said.status_code != 401:
                found.append(f"{sent} {rule.rule} as JSON: {said.status_code}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["dewi", "sekar"])
def test_people_do_not_get_in(app: Flask, client: Client, world: World, name: str) -> None:
    person = getattr(world, name)
    signed_in(client, getattr(person, "user", person))
    token = client.token()
    found = [
        f"{sent} {rule.rule}: {status}"
        for rule, method in _rules(app)
        for sent in ((method, "HEAD", "OPTIONS") if method == "GET" else (method,))
        if (status := client.open(_address(rule), method=sent, data=_data(sent, token)).status_code) != 403
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ROLES)
def test_the_house_gets_where_the_table_says(app: Flask, client: Client, world: World, name: str) -> None:
    """Where somebody may go, what is not there is a 404 and an empty form a 422; a 403 or the sign-in is neither."""
    known = {(line.path, line.method): line.may[ROLES.index(name)] for line in _table()}
    signed_in(client, getattr(world, name))
    token = client.token()
    found = []
    for rule, method in _rules(app):
        answer = client.open(_address(rule), method=method, data=_data(method, token))
        shut = answer.status_code == 403 or (answer.location or "").startswith("/login")
        if shut == known.get((rule.rule, method), shut):
            found.append(f"{method} {rule.rule} answered {answer.status_code}")
    assert not found, "docs/security.md says otherwise:\n" + "\n".join(found)


def _data(method: str, token: str | None) -> dict[str, str] | None:
    return None if method in ("GET", "HEAD", "OPTIONS") else {"csrf_token": token or ""}
