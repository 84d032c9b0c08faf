"""What a case room shows and takes, for people who signed in and for those who came by a signed link alike."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.kernel import i18n, limits, respond
from kreatr.kernel.errors import Conflict, KreatrError, TooManyRequests
from kreatr.moderation import words
from kreatr.moderation.actions import appealing, speaking
from kreatr.moderation.forms import reports as forms
from kreatr.moderation.forms.reports import AppealForm, SayForm
from kreatr.moderation.models import Act, Case, CaseKind, Outcome, SubjectKind, Verb
from kreatr.moderation.queries import appeals, reports, rooms, waits
from kreatr.moderation.queries.rooms import Room, Side
from kreatr.moderation.words.reports import REPORT_WORDS

PAGE, PART, DECISION = "moderation/room.html", "moderation/_room.html", "moderation/decision.html"


@dataclass(frozen=True)
class Door:
    """Who came in, and by which signed link, if by one."""

    person: User
    token: str | None

    @property
    def layout(self) -> str:
        """Who came by a link has no dashboard around it."""
        return "layouts/plain.html" if self.token else "layouts/app.html"

    def case(self, case: Case) -> str:
        """Where a case is found from here."""
        return rooms.signed_path(case) if self.token else f"/dashboard/cases/{case.id}"

    def messages(self, case: Case) -> str:
        """Where messages of a case go."""
        return f"/cases/{self.token}/messages" if self.token else f"/dashboard/cases/{case.id}/messages"

    def decision(self, act: Act) -> str:
        """Where a decision stands alone."""
        base = f"/cases/{self.token}" if self.token else "/dashboard/cases"
        return f"{base}/decisions/{act.id}"


def page(door: Door, found: Room, form: SayForm | None = None, status: int = 200, news: str = "") -> Response:
    """A case, or for htmx what changes of it."""
    case = found.case
    return respond.page(
        PAGE,
        part=PART,
        status=status,
        door=door,
        room=found,
        case=case,
        form=form or SayForm(data=forms.fresh()),
        place=waits.place(case) if case.open else None,
        usual=waits.usual_wait() if case.open else None,
        steps=_steps(found),
        subject_path=_subject_path(found),
        words=words,
        report_words=REPORT_WORDS,
        told=_told,
        news=news,
    )


def say(door: Door, case_id: uuid.UUID) -> Any:
    """Takes a message; sent twice it is one."""
    found = rooms.room(door.person, case_id)
    form = SayForm(request.form)
    if not form.validate():
        return page(door, found, form, 422)
    try:
        limits.hit("case-messages", str(door.person.id))
        speaking.say(door.person, case_id, form.body.stored, str(form.client_id.data))
    except (Conflict, TooManyRequests) as error:
        return _refused(page(door, rooms.room(door.person, case_id), _with(form, error), error.status), error)
    if respond.wants_part():
        return page(door, rooms.room(door.person, case_id), news=_("Message sent."))
    return respond.moved(f"{door.case(found.case)}#percakapan", _("Message sent."))


def decision_page(door: Door, act: Act, form: AppealForm | None = None, status: int = 200) -> Response:
    """A decision with its reason, and the appeal, if it can be appealed."""
    until = act.after.get("until") if act.verb is Verb.SUSPEND else None
    return respond.page(
        DECISION,
        status=status,
        door=door,
        act=act,
        form=form or AppealForm(),
        open=act.id in appeals.appealable(door.person, [act]),
        until=datetime.fromisoformat(until) if until else None,
        words=words,
        told=_told,
    )


def appeal(door: Door, act: Act) -> Any:
    """Takes an appeal and leads to its case."""
    form = AppealForm(request.form)
    if not form.validate():
        return decision_page(door, act, form, 422)
    try:
        limits.hit("appeals", str(door.person.id))
        case = appealing.appeal(door.person, act.id, form.words.stored)
    except (Conflict, TooManyRequests) as error:
        return _refused(decision_page(door, act, _with(form, error), error.status), error)
    return respond.moved(door.case(case), _("Thank you. Somebody else looks at it again and tells you."))


def _told(act: Act) -> str:
    """Why something was decided, in the reader's language."""
    return words.told(act.reason, act.words, i18n.language())


def _subject_path(found: Room) -> str | None:
    """Where to see what a case is about: its public page, or for its maker the editor."""
    case = found.case
    if case.subject_kind is SubjectKind.ITEM and found.side is Side.AUTHOR:
        return f"/dashboard/portfolio/edit/{case.subject_id}"
    return reports.path(case.subject_kind, case.subject_id)


def _steps(found: Room) -> list[dict[str, Any]]:
    """The way of a case: each step with whether and when it happened."""
    case = found.case
    hidden = next((act for act in found.acts if act.verb is Verb.HIDE and act.actor_id is None), None)
    begun = _("Asked for another look") if case.kind is CaseKind.APPEAL else _("Arrived")
    end = _("Not there any more") if case.outcome is Outcome.GONE else _("Decided")
    return [
        {"label": begun, "done": True, "at": case.opened_at},
        *([{"label": _("Out of sight"), "done": True, "at": hidden.created_at}] if hidden else []),
        {"label": _("Looked at"), "done": bool(case.claimed_until or case.closed_at), "at": None},
        {"label": end, "done": bool(case.closed_at), "at": case.closed_at},
    ]


def _with(form: Any, error: KreatrError) -> Any:
    form.form_errors = [error.message]
    return form


def _refused(response: Response, error: KreatrError) -> Response:
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response
