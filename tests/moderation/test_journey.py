"""From a report to a work that is online again: each step is told to whom it concerns, and stands in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from kreatr.accounts.models import Role, User
from kreatr.kernel import clock
from kreatr.kernel.db import db
from kreatr.moderation.models import Act, Case, CaseKind, Report, Verb
from kreatr.notices.models import Notice
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.world import World, make_user, signed_in

PATH = "/portfolio/sekarayu/sawah-senja"
WORDS = "Gambar ini diambil dari situs saya tanpa izin."


def _case(kind: CaseKind) -> Case:
    db.session.rollback()
    return (
        db.session.scalars(sa.select(Case).where(Case.kind == kind).order_by(Case.id.desc())).first()
        or Case()
    )


def _told(person: User) -> list[str]:
    db.session.rollback()
    select = sa.select(Notice.kind).where(Notice.user_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(select))


def _report(client: Client, world: World) -> list[User]:
    people = [make_user(created_at=clock.now() - timedelta(days=30)) for _ in range(3)]
    for person in people:
        signed_in(client, person)
        form = client.get(f"/reports/new?kind=ITEM&id={world.items[0].id}")
        client.submit(form, "main form[action='/reports']", reason="STOLEN", words=WORDS)
    return people


def _decide(client: Client, person: User, case: Case, **fields: str) -> Any:
    """What somebody of the house sends from the page of a case."""
    signed_in(client, person)
    return client.submit(client.get(f"/admin/marketplace/moderation/{case.id}"), "#putusan", **fields)


def test_report_decision_appeal_and_online_again(
    world: World, client: Client, mailbox: Mailbox, deliver: Callable[..., int]
) -> None:
    reporters, colleague = _report(client, world), make_user("laras", role=Role.MODERATOR)
    client.delete_cookie("kreatr")
    assert client.get(PATH).status_code == 404, "three reports hide it"
    case = _case(CaseKind.REPORT)
    said = {"decision": "FLAG", "reason": "STOLEN", "words": "Foto sawahnya bukan buatanmu."}
    assert _decide(client, world.maya, case, **said).status_code == 303
    deliver()
    assert [_told(person) for person in reporters] == [["report-upheld"]] * 3
    assert all("/dashboard/cases/" in links(mailbox.to(person.email)[-1])[-1] for person in reporters)
    assert "Foto sawahnya bukan buatanmu." in text(mailbox.to(world.sekar.user.email)[-1])

    signed_in(client, world.sekar.user)
    room = client.get(f"/dashboard/cases/{_case(CaseKind.REPORT).id}")
    assert "Foto sawahnya bukan buatanmu." in room.text and WORDS not in room.text
    assert not any(person.username in room.text for person in (*reporters, world.maya))
    page = client.get(room.page.one("main .talk a").get("href", ""))
    sent = client.submit(
        page, "main form[action$=appeal]", words="Itu foto saya sendiri; negatifnya ada pada saya."
    )
    appeal = _case(CaseKind.APPEAL)
    assert sent.status_code == 303 and sent.location == f"/dashboard/cases/{appeal.id}"
    assert "negatifnya ada pada saya" in client.get(sent.location).text
    assert not client.get(page.request.path).page.all("main form[action$=appeal]"), "once per decision"

    said = {"decision": "REVERSE", "words": "Kamu benar, terima kasih atas buktinya."}
    assert _decide(client, world.maya, appeal, **said).status_code == 403, "the first decision was hers"
    assert _decide(client, colleague, appeal, **said).status_code == 303
    deliver()
    client.delete_cookie("kreatr")
    assert client.get(PATH).status_code == 200, "online again"
    assert "Kamu benar, terima kasih atas buktinya." in text(mailbox.to(world.sekar.user.email)[-1])
    acts = list(db.session.scalars(sa.select(Act).order_by(Act.id)))
    assert [(act.verb, act.actor_id) for act in acts] == [
        (Verb.HIDE, None),
        (Verb.FLAG, world.maya.id),
        (Verb.REVERSE, colleague.id),
    ]
    assert acts[2].undoes == acts[1].id and acts[1].strike
    assert {one.upheld for one in db.session.scalars(sa.select(Report))} == {False}, "they were not right"
