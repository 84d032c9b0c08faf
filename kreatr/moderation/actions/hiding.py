"""Taking works, profiles and reviews out of visitors' sight, and showing them again. What else a decision does is not known here."""

from __future__ import annotations

import uuid

from kreatr.creators import actions as creators
from kreatr.kernel.db import action
from kreatr.kernel.errors import BadRequest
from kreatr.moderation.models import SubjectKind
from kreatr.portfolio.actions import restoring
from kreatr.reviews import actions as reviews

HIDE = {
    SubjectKind.ITEM: restoring.hide,
    SubjectKind.CREATOR: creators.hide,
    SubjectKind.REVIEW: reviews.hide,
}


@action
def hide(kind: SubjectKind, subject_id: uuid.UUID) -> bool:
    """Takes something public out of sight at once; whether it was in sight.

    A work is flagged without a reason. Raises NotFound, and BadRequest for a kind that is never public.
    """
    if kind not in HIDE:
        raise BadRequest
    return HIDE[kind](subject_id)


@action
def show(kind: SubjectKind, subject_id: uuid.UUID, version: int | None = None) -> bool:
    """Shows again what was hidden, flagged, removed or refused; whether something changed.

    A work that its creator handed in again meanwhile waits as before; a revision that was given back is put in its place if it is
    still the edition `version`. Raises NotFound, and BadRequest for a kind that is never public.
    """
    if kind is SubjectKind.ITEM:
        return restoring.show(subject_id, version)
    if kind is SubjectKind.CREATOR:
        return creators.show(subject_id)
    if kind is SubjectKind.REVIEW:
        return reviews.show(subject_id)
    raise BadRequest
