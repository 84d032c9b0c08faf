"""Every address of the admin area, with each of its methods, for every role: as the table in docs/security.md says."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask

from tests.conformance.source import ROOT
from tests.judge import Client
from tests.world import World, signed_in

pytestmark = pytest.mark.one_database

DOCUMENT, HEADING = ROOT / "docs" / "security.md", "## Who may do what in the admin area"
ROLES = ("maya", "bagus", "ratna")  # moderator, admin, owner, as the columns stand
LINE = re.compile(r"\| `(/admin[^`]*)` \| ([A-Z, ]+) \| (yes|–) \| (yes|–) \| (yes|–) \|")
JSON = {"Accept": "application/json"}
ANY, PLACE = re.compile(r"<any\(([^)]*)\):\w+>"), re.compile(r"<(?:\w+:)?(\w+)>")
NOBODY = uuid.UUID(int=9)
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


def _rules(app: Flask) -> Iterator[tuple[str, str]]:
    """(path, method), each choice of an `any` written out."""
    for rule in app.url_map.iter_rules():
        if rule.rule == "/admin" or rule.rule.startswith("/admin/"):
            methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
            yield from ((path, method) for path in _written_out(rule.rule) for method in methods)


def _written_out(path: str) -> list[str]:
    chosen = ANY.search(path)
    words = chosen[1].split(",") if chosen else []
    return [path.replace(chosen[0], word.strip()) for word in words] if chosen else [path]


def _address(path: str) -> str:
    """The path with things that are not there in its places."""
    return PLACE.sub(
        lambda match: OTHERS.get(match[1], str(NOBODY) if match[1].endswith("id") else "x"), path
    )


def _sent(method: str) -> tuple[str, ...]:
    return ("GET", "HEAD", "OPTIONS") if method == "GET" else (method,)


def test_the_table_knows_every_address(app: Flask) -> None:
    known = {(line.path, line.method) for line in _table()}
    there = set(_rules(app))
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
    for path, method in _rules(app):
        for sent in _sent(method):
            asked = {"method": sent, "data": _data(sent, token)}
            answer = client.open(_address(path), **asked)
            if answer.status_code != 303 or not answer.location.startswith("/login"):
                found.append(f"{sent} {path}: {answer.status_code}")
            if (said := client.open(_address(path), **asked, headers=JSON).status_code) != 401:
                found.append(f"{sent} {path} as JSON: {said}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ["dewi", "sekar"])
def test_people_do_not_get_in(app: Flask, client: Client, world: World, name: str) -> None:
    person = getattr(world, name)
    signed_in(client, getattr(person, "user", person))
    token = client.token()
    found = [
        f"{sent} {path}: {status}"
        for path, method in _rules(app)
        for sent in _sent(method)
        if (status := client.open(_address(path), method=sent, data=_data(sent, token)).status_code) != 403
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", ROLES)
def test_the_house_gets_where_the_table_says(app: Flask, client: Client, world: World, name: str) -> None:
    """Where somebody may go, what is not there is a 404 and an empty form a 422; a 403 or the sign-in is neither."""
    known = {(line.path, line.method): line.may[ROLES.index(name)] for line in _table()}
    signed_in(client, getattr(world, name))
    token = client.token()
    found = []
    for path, method in _rules(app):
        answer = client.open(_address(path), method=method, data=_data(method, token))
        shut = answer.status_code == 403 or (answer.location or "").startswith("/login")
        if known.get((path, method)) is shut:
            found.append(f"{method} {path} answered {answer.status_code}")
    assert not found, "docs/security.md says otherwise:\n" + "\n".join(found)


def _data(method: str, token: str | None) -> dict[str, str] | None:
    return None if method in ("GET", "HEAD", "OPTIONS") else {"csrf_token": token or ""}
