"""`/api/settings/api-keys`: the same for programs in a signed-in browser (BYOK-19). Errors have the one JSON shape.

Unsafe methods carry the page's token in the header `X-CSRFToken`.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext as _

from kreatr.ai.actions import keys as keeping
from kreatr.ai.actions.keys import Typed
from kreatr.ai.models import ProviderKey
from kreatr.ai.queries import keys
from kreatr.byok import actions
from kreatr.byok.forms import KeyForm, LimitForm, plain
from kreatr.byok.routes.page import CHANGED, LOOKED, key_form
from kreatr.kernel import access, current, limits
from kreatr.kernel.errors import BadRequest

blueprint = Blueprint("byok_api", __name__)
PATH = "/api/settings/api-keys"
ONE = f"{PATH}/<uuid:key_id>"
LIMITS = ("monthly_limit", "daily_limit", "limit_mode")


class Invalid(BadRequest):
    """A field that does not fit; the message says which and why."""

    code, status = "INVALID_INPUT", 422


@blueprint.get(PATH)
@access.proved(LOOKED)
def index() -> Response:
    """The viewer's keys, of each no more than its last four characters."""
    return jsonify({"keys": [_shown(key) for key in keys.of(current.viewer())]})


@blueprint.post(PATH)
@access.proved(CHANGED)
def add() -> Any:
    """`provider`, `api_key`, for CUSTOM `base_url`; with `"untested": true` it is not tried first."""
    limits.hit("key-saves", str(current.viewer().id))
    form = key_form(plain(_sent()))
    typed = _typed(form)
    assert form.chosen is not None
    key = keeping.save(current.viewer(), form.chosen, typed)
    response = jsonify(_shown(key))
    response.status_code = 201
    return response


@blueprint.route(ONE, methods=["PUT", "PATCH"])
@access.proved(CHANGED)
def change(key_id: uuid.UUID) -> Response:
    """Another `api_key` (with `base_url`), other limits, or both; what is not named stays."""
    viewer = current.viewer()
    key, sent = keys.find(viewer, key_id), _sent()
    limits.hit("key-saves", str(viewer.id))
    limit = LimitForm.of(key, plain(sent)) if set(LIMITS) & set(sent) else None
    if limit is not None and not limit.validate():
        raise _invalid(limit)
    if "base_url" in sent and "api_key" not in sent:
        raise Invalid(_("api_key: Type the key too: another address never gets a key it was not meant for."))
    if "api_key" in sent:
        form = key_form(plain(sent), provider=key.provider, data={"base_url": key.base_url})
        typed = _typed(form)
        key = keeping.replace(viewer, key_id, typed)
    if limit is not None:
        key = keeping.limit(viewer, key_id, *limit.stored())
    return jsonify(_shown(key))


@blueprint.delete(ONE)
@access.proved(CHANGED)
def remove(key_id: uuid.UUID) -> tuple[str, int]:
    """Away with it."""
    keeping.remove(current.viewer(), key_id)
    return "", 204


@blueprint.post(f"{ONE}/test")
@access.proved(CHANGED)
def test(key_id: uuid.UUID) -> Response:
    """Has the provider say whether it still takes the key."""
    return jsonify(_shown(actions.test(current.viewer(), key_id)))


def _sent() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _typed(form: KeyForm) -> Typed:
    if not form.validate() or form.chosen is None:
        raise _invalid(form)
    if _sent().get("untested") is True:
        return Typed(form.secret, form.address)
    return actions.tried(current.viewer(), form.chosen, form.secret, form.address)


def _invalid(form: Any) -> Invalid:
    name, (message, *_more) = next(iter(form.errors.items()))
    return Invalid(f"{name}: {message}")


def _shown(key: ProviderKey) -> dict[str, Any]:
    times = ("checked_at", "refused_at", "used_at", "created_at", "changed_at")
    return {
        "id": str(key.id),
        "provider": key.provider,
        "hint": f"…{key.hint}" if key.hint else "",
        "base_url": key.base_url,
        "status": key.status,
        "models": key.models,
        "monthly_limit": key.monthly_limit,
        "daily_limit": key.daily_limit,
        "limit_mode": key.limit_mode,
        **{name: moment.isoformat() if (moment := getattr(key, name)) else None for name in times},
    }
