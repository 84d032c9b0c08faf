"""`/dashboard/api-keys/<id>`: what can be done with one key."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _

from kreatr.ai.actions import keys as keeping
from kreatr.ai.actions import trying
from kreatr.ai.models import Provider, ProviderKey
from kreatr.ai.queries import keys, usage
from kreatr.byok import actions, queries, words
from kreatr.byok.forms import KeyForm, LimitForm
from kreatr.byok.routes.page import CHANGED, OUTCOME, PATH, checked, key_form, said, shown
from kreatr.kernel import access, current, limits, respond
from kreatr.kernel.errors import KreatrError, NotFound
from kreatr.kernel.secrets import Locked

blueprint = Blueprint("byok_key", __name__)
ONE = f"{PATH}/<uuid:key_id>"
REPLACE, LIMITS, REMOVE = "byok/replace.html", "byok/limits.html", "byok/remove.html"


@blueprint.post(f"{ONE}/test")
@access.proved(CHANGED)
def test(key_id: uuid.UUID) -> Any:
    """Has the provider say whether it still takes the key."""
    told, status = "", 200
    try:
        key = actions.test(current.viewer(), key_id)
        told = words.worked(key.provider, len(key.models))
    except NotFound:
        raise
    except KreatrError as error:
        if error.code in (trying.REFUSED, Locked.code):
            return _tested(key_id, "", 200)  # its row says so
        told, status = error.message, 429 if error.status == 429 else 200
    return _tested(key_id, told, status)


@blueprint.get(f"{ONE}/replacement")
@access.proved(CHANGED)
def replacement(key_id: uuid.UUID) -> Any:
    """A field for another key."""
    key = keys.find(current.viewer(), key_id)
    return respond.page(REPLACE, row=queries.row(key), form=_form(key, None))


@blueprint.post(f"{ONE}/replacement")
@access.proved(CHANGED)
def replace(key_id: uuid.UUID) -> Any:
    """Tries the other key and keeps it in the old one's place; until then the old one works."""
    key = keys.find(current.viewer(), key_id)
    limits.hit("key-saves", str(current.viewer().id))
    form = _form(key, request.form)
    if not form.validate():
        return _refused(key, said(form))
    try:
        typed = checked(form)
    except KreatrError as error:
        return _refused(key, said(form, error))
    keeping.replace(current.viewer(), key_id, typed)
    message = _("%(provider)s: replaced. The old key is gone.", provider=words.MAKERS[key.provider].name)
    return respond.moved(PATH, message)


@blueprint.get(f"{ONE}/limits")
@access.proved(CHANGED)
def limit(key_id: uuid.UUID) -> Any:
    """What the key may cost."""
    key = keys.find(current.viewer(), key_id)
    return respond.page(LIMITS, row=queries.row(key), form=LimitForm.of(key))


@blueprint.post(f"{ONE}/limits")
@access.proved(CHANGED)
def set_limit(key_id: uuid.UUID) -> Any:
    """Keeps it; the next call is measured by it."""
    key = keys.find(current.viewer(), key_id)
    limits.hit("key-saves", str(current.viewer().id))
    form = LimitForm.of(key, request.form)
    if not form.validate():
        return respond.invalid(LIMITS, form, row=queries.row(key))
    keeping.limit(current.viewer(), key_id, *form.stored())
    return respond.moved(PATH, _("Limits saved."))


@blueprint.get(f"{ONE}/removal")
@access.proved(CHANGED)
def removal(key_id: uuid.UUID) -> Any:
    """Asks whether it is meant (BYOK-20)."""
    key = keys.find(current.viewer(), key_id)
    return respond.page(REMOVE, row=queries.row(key))


@blueprint.post(f"{ONE}/removal")
@access.proved(CHANGED)
def remove(key_id: uuid.UUID) -> Any:
    """Away with it."""
    key = keeping.remove(current.viewer(), key_id)
    message = _(
        "%(provider)s: removed. No call uses this key any more.", provider=words.MAKERS[key.provider].name
    )
    return respond.moved(PATH, message)


def _form(key: ProviderKey, formdata: Any) -> KeyForm:
    kept = {"base_url": key.base_url} if key.provider is Provider.CUSTOM else {}
    return key_form(formdata, provider=key.provider, data=kept)


def _refused(key: ProviderKey, context: dict[str, Any]) -> Any:
    if respond.wants_part():
        return respond.page(OUTCOME, part=OUTCOME, **context)
    return respond.page(REPLACE, row=queries.row(keys.find(current.viewer(), key.id)), **context)


def _tested(key_id: uuid.UUID, told: str, status: int) -> Any:
    if respond.wants_part():
        row = queries.row(keys.find(current.viewer(), key_id))
        by_key = usage.totals(current.viewer(), usage.period()).by_key
        return respond.fragments(
            "byok/_key.html", news=told, status=status, row=row, told=told, by_key=by_key
        )
    if status != 200:
        return shown(status, tested=key_id, told=told)
    return respond.moved(f"{PATH}#kunci-{key_id}", told)
