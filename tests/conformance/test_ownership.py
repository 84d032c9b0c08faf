"""What is not yours is not there: every route with an id, with each of its methods, for everybody else."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kreatr.accounts.models import User, UserSession
from kreatr.ai.models import Provider, ProviderKey
from kreatr.inquiries.models import ReplyTemplate
from kreatr.kernel import clock
from kreatr.kernel.db import unit
from kreatr.moderation.actions import acting
from kreatr.moderation.models import Case, CaseKind, SubjectKind, Verb
from kreatr.notices.models import Notice
from kreatr.portfolio.models import Draft, DraftState, ModerationStatus
from kreatr.pwa.models import PushSubscription
from kreatr.uploads.models import Purpose, Upload, UploadState
from tests.ai.calls import make_call
from tests.judge import Client
from tests.pictures import make_picture
from tests.studio.many import make_runs
from tests.world import World, make_inquiry, make_item, make_review, signed_in

pytestmark = pytest.mark.one_database

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
CONTENT = {"title": "Rahasia", "description": "Belum untuk siapa pun.", "images": []}
# Open to everybody by their own right: the name is the key, and their tests stand elsewhere.
OPEN = {"token", "name", "username", "slug", "filename", "path", "event_id", "task", "signed_id", "part"}
# What belongs to the house, behind the door of the admin area, where others get a 403 whatever they name.
HOUSE = {
    *(
        "act_id",
        "announcement_id",
        "case_id",
        "deed",
        "delivery_id",
        "highlight_id",
        "job_id",
        "person_id",
        "platform",
    ),
}


def _keep(row: Any) -> uuid.UUID:
    with unit() as session:
        session.add(row)
        session.flush()
        found: uuid.UUID = row.id
    return found


def _items(world: World) -> Iterator[uuid.UUID]:
    """Live, waiting, and begun only: `item_id` may name an item or a draft that has no item yet."""
    yield world.items[0].id
    yield make_item(world.sekar, "Menunggu", status=ModerationStatus.PENDING).id
    yield _keep(Draft(creator_id=world.sekar.id, content=CONTENT))


def _drafts(world: World) -> Iterator[uuid.UUID]:
    yield _keep(Draft(creator_id=world.sekar.id, content=CONTENT))
    revision = {"item_id": world.items[1].id, "state": DraftState.SUBMITTED}
    yield _keep(Draft(creator_id=world.sekar.id, content=CONTENT, **revision))


def _uploads(world: World) -> Iterator[uuid.UUID]:
    for state, picture in ((UploadState.WAITING, None), (UploadState.READY, make_picture())):
        kept = {"state": state, "picture_id": picture.id if picture else None}
        yield _keep(
            Upload(owner_id=world.sekar.user_id, purpose=Purpose.WORK, bytes=10, digest="0" * 64, **kept)
        )


def _inquiries(world: World) -> Iterator[uuid.UUID]:
    yield make_inquiry(world.sekar, world.hendra).id


def _reviews(world: World) -> Iterator[uuid.UUID]:
    yield make_review(world.sekar, world.hendra).id


def _runs(world: World) -> Iterator[uuid.UUID]:
    yield from make_runs(world.sekar.user, 1)


def _threads(world: World) -> Iterator[uuid.UUID]:
    thread = uuid.uuid4()
    make_runs(
        world.sekar.user, 2, task="chat", thread_id=thread, given={"message": "Halo", "length": "short"}
    )
    yield thread


def _templates(world: World) -> Iterator[uuid.UUID]:
    yield _keep(ReplyTemplate(creator_id=world.sekar.id, title="Salam", body="Terima kasih atas pesannya."))


def _notices(world: World) -> Iterator[uuid.UUID]:
    yield _keep(Notice(user_id=world.sekar.user_id, kind="inquiry", values={}, url="/dashboard", key="satu"))


def _calls(world: World) -> Iterator[uuid.UUID]:
    yield make_call(world.sekar.user).id


def _keys(world: World) -> Iterator[uuid.UUID]:
    sealed = {"sealed": "kr1.00000000.AAAA", "hint": "abcd"}
    yield _keep(ProviderKey(user_id=world.sekar.user_id, provider=Provider.OPENAI, **sealed))


def _rooms(world: World) -> Iterator[uuid.UUID]:
    yield _keep(_case(world))


def _decisions(world: World) -> Iterator[uuid.UUID]:
    case = _case(world)
    _keep(case)
    with unit():
        yield acting.record_on(case, Verb.REJECT, actor=world.maya, words="Gambarnya buram.").id


def _devices(world: World) -> Iterator[uuid.UUID]:
    moment = clock.now() + timedelta(days=1)
    session = _keep(
        UserSession(user_id=world.sekar.user_id, token_digest=uuid.uuid4().hex, expires_at=moment)
    )
    known = {"endpoint": "https://push.example/x", "endpoint_digest": session.hex, "p256dh": "", "auth": ""}
    yield _keep(
        PushSubscription(
            user_id=world.sekar.user_id, session_id=session, server_key="", device="", kinds="", **known
        )
    )


def _case(world: World) -> Case:
    about = {"kind": CaseKind.PICTURE, "subject_kind": SubjectKind.UPLOAD, "subject_id": uuid.uuid4()}
    return Case(**about, person_id=world.sekar.user_id, title="Gambar")


# The name of a parameter → ids of Sekar's own things.
HERS: dict[str, Callable[[World], Iterator[uuid.UUID]]] = {
    "item_id": _items,
    "draft_id": _drafts,
    "upload_id": _uploads,
    "inquiry_id": _inquiries,
    "review_id": _reviews,
    "template_id": _templates,
    "run_id": _runs,
    "thread_id": _threads,
    "notice_id": _notices,
    "call_id": _calls,
    "key_id": _keys,
    "room_id": _rooms,
    "decision_id": _decisions,
    "subscription_id": _devices,
}


def _rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if set(rule.arguments) & set(HERS)]


def test_every_parameter_has_an_owner_or_is_open(app: Flask) -> None:
    known = set(HERS) | OPEN
    inside = {rule.rule for rule in app.url_map.iter_rules() if HOUSE & set(rule.arguments)}
    assert all(path.startswith("/admin/") for path in inside), inside
    found = sorted(
        {
            f"{rule.rule}: {name}"
            for rule in app.url_map.iter_rules()
            for name in rule.arguments - known - HOUSE
        }
    )
    assert not found, f"say in HERS whose this is, or in OPEN why everybody may name it: {found}"
    assert len(_rules(app)) >= 30, "the routes with an id are gone from this test's sight"


@pytest.mark.parametrize("stranger", ["rizky", "hendra", "dewi", "maya", "bagus", "ratna"])
def test_others_do_not_find_it(app: Flask, client: Client, world: World, stranger: str) -> None:
    person = getattr(world, stranger)
    signed_in(client, person if isinstance(person, User) else person.user)
    token = client.token()
    found = [
        f"{method} {path} answered {status}"
        for method, path in _addresses(app, world)
        if (status := client.open(path, method=method, data=_sent(method, token)).status_code) != 404
    ]
    assert not found, "find things through the viewer: what is not theirs is a 404\n- " + "\n- ".join(found)


def test_visitors_are_asked_to_sign_in(app: Flask, client: Client, world: World) -> None:
    form = client.get("/login").page.one("main input[name=csrf_token]")
    found = []
    for method, path in _addresses(app, world):
        answer = client.open(path, method=method, data=_sent(method, form.get("value")))
        wanted = (401, 404) if path.startswith("/api/") else (303, 404)
        if answer.status_code not in wanted or (
            answer.status_code == 303 and "/login" not in answer.location
        ):
            found.append(f"{method} {path} answered {answer.status_code}")
    assert not found, "visitors are sent to the sign-in\n- " + "\n- ".join(found)


def test_their_owner_finds_it(app: Flask, client: Client, world: World) -> None:
    """The control: the same requests reach something."""
    signed_in(client, world.sekar.user)
    found = [
        f"{path} answered {status}"
        for method, path in _addresses(app, world)
        if method == "GET" and (status := client.get(path).status_code) not in (200, 302, 303, 304)
    ]
    assert not found, "\n- ".join(found)


def _addresses(app: Flask, world: World) -> Iterator[tuple[str, str]]:
    urls = app.url_map.bind("localhost")
    made = {name: list(make(world)) for name, make in HERS.items()}
    for rule in _rules(app):
        name, *more = sorted(set(rule.arguments) & set(HERS))
        others = {"username": "sekarayu", "slug": "sawah-senja", "width": 320}
        others |= {one: made[one][0] for one in more}
        rest = {one: others[one] for one in rule.arguments - {name}}
        for id_ in made[name]:
            for method in METHODS:
                if method in (rule.methods or set()):
                    yield method, urls.build(rule.endpoint, {name: id_, **rest}, method=method)


def _sent(method: str, token: str | None) -> dict[str, str] | None:
    return None if method == "GET" else {"csrf_token": token or ""}
