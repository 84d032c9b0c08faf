"""Writing down what programs noticed."""

from __future__ import annotations

import uuid
from typing import Any

from kreatr.kernel.db import action, db, lock
from kreatr.moderation.models import Case

KEPT = ("held",)  # why it waits at all


@action
def note(case_id: uuid.UUID, signs: dict[str, Any]) -> None:
    """Gives an open case its signs, in place of those of an earlier look. A case that is gone or decided stays as it is."""
    lock(db.session(), "case", str(case_id))
    case = db.session.get(Case, case_id, populate_existing=True)
    if case is not None and case.open:
        case.signs = {code: case.signs[code] for code in KEPT if code in case.signs} | signs
