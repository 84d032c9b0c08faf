"""The worker's part: programs look at what waits, before people do, and again when it changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from kreatr.kernel.db import db
from kreatr.moderation.actions import noticing as actions
from kreatr.moderation.events import CaseOpened
from kreatr.moderation.models import Case
from kreatr.moderation.queries import noticing
from kreatr.portfolio.events import ItemSubmitted
from kreatr.uploads.events import UploadFinished


def notice_case(event: CaseOpened, _key: uuid.UUID) -> None:
    """Something begins to wait."""
    _look((event.case_id,))


def notice_work(event: ItemSubmitted, _key: uuid.UUID) -> None:
    """A work was handed in, perhaps again."""
    _look(noticing.about(event.item_id))


def notice_picture(event: UploadFinished, _key: uuid.UUID) -> None:
    """A picture came after the work that shows it."""
    _look(noticing.waiting_with(event.upload_id))


def _look(case_ids: Iterable[uuid.UUID]) -> None:
    for case_id in case_ids:
        case = db.session.get(Case, case_id)
        signs = noticing.signs(case) if case is not None and case.open else None
        db.session.rollback()  # looking takes a while, and must keep nobody waiting
        if signs is not None:
            actions.note(case_id, signs)
