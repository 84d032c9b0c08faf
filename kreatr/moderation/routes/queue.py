"""`/admin/marketplace/moderation`: what waits, and the way to the next case."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from flask_babel import gettext as _

from kreatr.accounts.access import may_moderate
from kreatr.kernel import access, clock, current, limits, respond
from kreatr.moderation import words
from kreatr.moderation.actions import deciding, taking, undoing
from kreatr.moderation.forms.deciding import DecisionForm, ids
from kreatr.moderation.models import Act, Verb
from kreatr.moderation.queries import case as cases
from kreatr.moderation.queries import queue
from kreatr.moderation.routes import case as pages

blueprint = Blueprint("queue", __name__, url_prefix="/marketplace/moderation")
PATH = "/admin/marketplace/moderation"
PAGE, PART = "moderation/queue.html", "moderation/_queue.html"
LONGEST_QUERY = 100  # characters
# What can be decided about many at once; each needs to be looked at for the others.
AT_ONCE = {
    "works": (Verb.APPROVE, Verb.REJECT),
    "reports": (Verb.KEEP,),
    "messages": (Verb.DELIVER, Verb.DISCARD),
}


@blueprint.get("")
@access.allow(may_moderate)
def index() -> Response:
    """One list, the longest waiting first, by tab and words."""
    if _q():
        limits.hit("search-client", f"queue:{current.viewer().id}")
    return page(tab())


@blueprint.post("/next")
@access.allow(may_moderate)
def take_next() -> Any:
    """Takes the case that has waited longest, or the one behind the case that is named, and opens it."""
    found = taking.take_next(current.viewer(), tab(request.form), _after())
    if found is None:
        return respond.moved(url(tab(request.form)), _("Nothing is free right now."))
    return pages.opened(found.id)


def page(
    tab_: str,
    form: DecisionForm | None = None,
    *,
    done: list[Act] | None = None,
    refused: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> Response:
    """A tab of the queue; for htmx only what changes of it. `refused` are titles of what was not decided, and why."""
    viewer, q, after = current.viewer(), _q(), request.args.get("after", "")
    found = queue.waiting(viewer, tab_, q, after)
    done = done or cases.just_done(viewer, ids(request.args.get("done", "").split(",")))
    return respond.page(
        PAGE,
        part=PART,
        status=status,
        under=tab_,
        q=q,
        rows=found.rows,
        next_url=url(tab_, q=q, after=found.next) if found.next else None,
        counts=queue.counts(viewer),
        most=queue.COUNTED,
        first=not after and not q,
        moment=clock.now(),
        form=form or blank(tab_),
        refused=refused or [],
        done=done,
        undoable=[act.id for act in done if undoing.undoable(act)],
        **vocabulary(),
    )


def blank(tab_: str, data: Any = None) -> DecisionForm | None:
    """The form for many cases at once; None where each must be looked at."""
    if tab_ not in AT_ONCE:
        return None
    return DecisionForm(
        data, options=AT_ONCE[tab_], reasoned=deciding.NEEDS_REASON, worded=deciding.NEEDS_WORDS
    )


def vocabulary() -> dict[str, Any]:
    """The words that the pages of the queue need."""
    return {
        "kind_words": words.KIND_WORDS,
        "subject_words": words.SUBJECT_WORDS,
        "verb_words": words.VERB_WORDS,
    }


def url(tab_: str, **more: str) -> str:
    """The address of a tab; `more` are q, after, or the acts that can be undone (done)."""
    query = urlencode({"tab": tab_, **{name: value for name, value in more.items() if value}})
    return f"{PATH}?{query}"


def tab(values: Any = None) -> str:
    """The tab that is asked for."""
    asked = str((request.args if values is None else values).get("tab", ""))
    return asked if asked in queue.TABS else "works"


def _q() -> str:
    return " ".join(request.args.get("q", "").replace("\0", " ").split())[:LONGEST_QUERY]


def _after() -> uuid.UUID | None:
    return next(iter(ids([request.form.get("after", "")])), None)
