"""The worker's part: telling people what was decided on something of theirs, once per act, as a line and as a letter."""

from __future__ import annotations

import uuid

from flask import current_app
from sqlalchemy.orm import joinedload

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel import i18n, mail
from kreatr.kernel.db import db
from kreatr.moderation import words
from kreatr.moderation.events import ActRecorded
from kreatr.moderation.models import Act, Case, SubjectKind, Verb
from kreatr.moderation.queries import rooms
from kreatr.moderation.queries.appeals import DECISIONS
from kreatr.moderation.words import letters, notices
from kreatr.notices.actions import tell
from kreatr.notices.queries import wants_mail
from kreatr.portfolio.models import Item, Visibility


def tell_decision(event: ActRecorded, key: uuid.UUID) -> None:
    """A line in the house for whom an act is about."""
    act = db.session.get_one(Act, event.act_id)
    person = db.session.get(User, act.person_id) if act.person_id else None
    if person is not None and letters.told_of(act):
        tell(person.id, notices.kind(act), _path(act, _item(act), person), key, title=act.title)


def mail_decision(event: ActRecorded, key: uuid.UUID) -> None:
    """The same by letter: what, why, what next, and where to appeal."""
    act = db.session.get_one(Act, event.act_id)
    person = db.session.get(User, act.person_id) if act.person_id else None
    if person is None or not letters.told_of(act) or not _wanted(person, act):
        return
    letter = _letter(act, person, key)
    db.session.rollback()
    mail.send(letter)


def _wanted(person: User, act: Act) -> bool:
    """What is decided about an account is told in any case."""
    return act.subject_kind is SubjectKind.USER or wants_mail(person.id, notices.kind(act))


def _letter(act: Act, person: User, key: uuid.UUID) -> mail.Mail:
    item = _item(act)
    private = item is not None and item.visibility is Visibility.PRIVATE
    room, path = _room(act, person), _path(act, item, person)
    with i18n.speaking(person.locale):
        said = {
            "heading": letters.heading(act),
            "sentence": letters.sentence(act, private=private, until=letters.until(act, person.timezone)),
            "next_": letters.next_step(act, shown=item is not None and item.shown),
        }
    return mail.compose(
        "decided",
        to=person.email,
        locale=person.locale,
        key=key,
        name=item.creator.first_name if item else person.username,
        told=words.told(act.reason, act.words, person.locale),
        strike=act.strike,
        link=_link(path),
        appeal=_link(room) if letters.appealable(act) and room != path else "",
        **said,
    )


def _item(act: Act) -> Item | None:
    """The work it is about, if it is still there."""
    if act.subject_kind is not SubjectKind.ITEM:
        return None
    return db.session.get(Item, act.subject_id, options=[joinedload(Item.creator).joinedload(Creator.user)])


def _path(act: Act, item: Item | None, person: User) -> str:
    """Where the news leads: to the public page, to what must be mended, else to the room of the case."""
    if item is not None and act.verb is Verb.APPROVE and item.shown:
        return f"/portfolio/{item.creator.username}/{item.slug}"
    if item is not None and act.verb in (Verb.APPROVE, Verb.REJECT, Verb.FLAG):
        return f"/dashboard/portfolio/edit/{item.id}"
    if act.subject_kind is SubjectKind.USER and act.verb not in DECISIONS:
        return "/dashboard"
    return _room(act, person)


def _room(act: Act, person: User) -> str:
    """Where its person reads, answers and appeals; who cannot sign in, by a signed link."""
    case = db.session.get(Case, act.case_id) if act.case_id else None
    return rooms.path(person, case) if case else "/dashboard/cases"


def _link(path: str) -> str:
    return f"{current_app.config['KREATR'].base_url}{path}"
