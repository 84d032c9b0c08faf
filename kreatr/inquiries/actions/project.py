"""The end of a project: the creator calls it done, the client agrees or not (REV-07)."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.creators.events import CreatorChanged
from kreatr.creators.models import Creator
from kreatr.inquiries import queries
from kreatr.inquiries.events import ProjectConfirmed, ProjectDeclined, ProjectFinished
from kreatr.inquiries.models import Inquiry
from kreatr.kernel import clock, events
from kreatr.kernel.db import action, db, lock
from kreatr.kernel.errors import Conflict


@action
def finish(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Calls the project of one of the viewer's inquiries done; the client is asked. Again changes nothing. Raises NotFound."""
    lock(db.session(), "inquiry", str(inquiry_id))
    inquiry = queries.find(viewer, inquiry_id)
    if inquiry.done_at is None:
        inquiry.done_at = clock.now()
        events.record(ProjectFinished(inquiry.id))
    return inquiry


@action
def resume(viewer: User, inquiry_id: uuid.UUID) -> Inquiry:
    """Takes that back. Raises NotFound, and Conflict once the client agreed."""
    lock(db.session(), "inquiry", str(inquiry_id))
    inquiry = queries.find(viewer, inquiry_id)
    if inquiry.confirmed_at is not None:
        raise Conflict(_("The client has already confirmed this project."))
    inquiry.done_at = None
    return inquiry


@action
def confirm(inquiry_id: uuid.UUID) -> Inquiry:
    """The client agrees: the creator has one more completed project. Again changes nothing.

    Raises Conflict while the creator does not call it done.
    """
    inquiry = _asked(inquiry_id)
    if inquiry.confirmed_at is not None:
        return inquiry
    inquiry.confirmed_at = clock.now()
    db.session.execute(
        sa.update(Creator)
        .where(Creator.id == inquiry.creator_id)
        .values(projects_completed=Creator.projects_completed + 1)
        .execution_options(synchronize_session=False)
    )
    events.record(CreatorChanged(inquiry.creator_id))
    events.record(ProjectConfirmed(inquiry.id))
    return inquiry


@action
def decline(inquiry_id: uuid.UUID) -> Inquiry:
    """The client says that it is not done yet. Raises Conflict when it was not called done, or was agreed on."""
    inquiry = _asked(inquiry_id)
    if inquiry.confirmed_at is not None:
        raise Conflict(_("This project was confirmed already."))
    inquiry.done_at = None
    events.record(ProjectDeclined(inquiry.id))
    return inquiry


def _asked(inquiry_id: uuid.UUID) -> Inquiry:
    lock(db.session(), "inquiry", str(inquiry_id))
    inquiry = db.session.get_one(Inquiry, inquiry_id)
    if inquiry.done_at is None:
        raise Conflict(_("This project is not called done at the moment."))
    return inquiry
