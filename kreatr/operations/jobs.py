"""The worker's part: writing down what was measured, and telling administrators when it is bad."""

from __future__ import annotations

import uuid

from flask import current_app

from kreatr.accounts.access import may_administer
from kreatr.accounts.queries import by_id
from kreatr.kernel import i18n, mail, measuring, tally
from kreatr.kernel.db import db
from kreatr.notices import actions as notices
from kreatr.notices.queries import wants_mail
from kreatr.operations.actions import alerting, folding, writing
from kreatr.operations.events import HouseStruggles
from kreatr.operations.words import answers

PAGE, KIND = "/admin/operations/answers", "house_struggles"


def write_measures() -> None:
    """Clock job: what gathered since the last time; then a look at the last minutes."""
    measuring.hand_over()
    for batch in tally.take(measuring.GATHER):
        writing.write_measures(batch.id, batch.counts)
        alerting.note(batch.id, batch.counts)
        tally.forget(measuring.GATHER, batch.id)
    alerting.look()


def tidy() -> None:
    """Clock job: see `folding.tidy`."""
    folding.tidy()
    writing.forget_batches()


def tell_struggle(event: HouseStruggles, key: uuid.UUID) -> None:
    """A line and a letter for one administrator, if they still are one."""
    person = by_id(event.user_id)
    if person is None or not may_administer(person):
        return
    with i18n.speaking(person.locale):
        values = {"slow": i18n.number(event.slow_ms), "percent": i18n.number(event.percent)}
    notices.tell(person.id, KIND, PAGE, key, **values)
    if wants_mail(person.id, KIND):
        link = f"{current_app.config['KREATR'].base_url}{PAGE}"
        with i18n.speaking(person.locale):
            values["where"] = answers.named(event.endpoint)
        letter = mail.compose(
            KIND,
            to=person.email,
            locale=person.locale,
            key=key,
            person=person,
            link=link,
            **values,
        )
        db.session.rollback()
        mail.send(letter)
