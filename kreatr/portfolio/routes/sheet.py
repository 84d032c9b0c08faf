"""The editor's sheet: reading what was sent, and drawing it, with everything that was typed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from flask import Response, request
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.kernel import current, leaks, respond
from kreatr.kernel.errors import KreatrError
from kreatr.kernel.text import shorten
from kreatr.portfolio import forms, queries, words
from kreatr.portfolio.forms import EditorForm
from kreatr.uploads import queries as uploads
from kreatr.uploads.actions import receiving
from kreatr.uploads.models import Purpose

PATH = "/dashboard/portfolio"
PAGE, FORM = "portfolio/editor.html", "portfolio/_editor.html"
SHOWN_CHARACTERS = 400  # of a field of the other edition


@dataclass
class Pictures:
    """The pictures of a form: as drafts keep them, as the form shows them, and what is wrong with them."""

    images: list[dict[str, Any]] = field(default_factory=list)
    tiles: list[uploads.Tile] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def shareable(self) -> bool:
        """Whether others may see them; what is wrong with their words stands beside these from then on."""
        self.tiles = [replace(tile, complaint=leaks.warning(tile.alt)) for tile in self.tiles]
        return not any(tile.complaint for tile in self.tiles)


def find_first() -> None:
    """Before each request: what is not the viewer's is not there, whatever else the request says. Raises NotFound."""
    ids = request.view_args or {}
    id_, viewer = ids.get("item_id") or ids.get("draft_id"), current.viewer()
    if id_ is not None and viewer is not None and viewer.is_active:
        queries.editing(viewer, id_)


def sent(viewer: User, edited: queries.Edited | None, *, files: bool = True) -> Pictures:
    """The pictures a form carries: ids in order, and new files. Raises NotFound for those of others (C29)."""
    ids = request.form.getlist("images")[:100]
    chosen = [file for file in request.files.getlist("images") if file.filename] if files else []
    room = forms.MOST_IMAGES - len(ids)
    received = receiving.receive_many(viewer, Purpose.WORK, chosen[: max(0, room)], room=max(0, room))
    ids = uploads.arrange([*ids, *(str(one.id) for one in received.uploads)], request.form.get("picture", ""))
    alts = {id_: request.form.get(f"alt-{id_}", "") for id_ in ids}
    found = _pictures(viewer, ids, alts, edited)
    if len(found.images) > forms.MOST_IMAGES or len(chosen) > max(0, room):
        found.errors.append(_("Maximum 10 images allowed"))
    found.errors.extend(received.faults)
    return found


def stored(viewer: User, edited: queries.Edited) -> Pictures:
    """The pictures of what is being written."""
    images = edited.content.get("images", [])
    return _pictures(viewer, [one["id"] for one in images], {one["id"]: one["alt"] for one in images}, edited)


def _pictures(viewer: User, ids: list[str], alts: dict[str, str], edited: queries.Edited | None) -> Pictures:
    found = queries.pictures(viewer, ids, edited.item if edited else None)
    tiles = uploads.tiles(found, alts)
    known = {one["id"]: one for one in (edited.content.get("images", []) if edited else [])}
    return Pictures(forms.described([str(one.id) for one in found], known, alts), tiles)


def page(
    form: EditorForm, pictures: Pictures, edited: queries.Edited | None, *, status: int = 200, **more: Any
) -> Response:
    """The editor. `edited` is None for a work that is not kept yet."""
    id_ = edited.id if edited else None
    return respond.page(
        PAGE,
        part=FORM,
        status=status,
        form=form,
        tiles=pictures.tiles,
        image_errors=pictures.errors,
        usage=uploads.usage(current.viewer()),
        edited=edited,
        item=edited.item if edited else None,
        draft=edited.draft if edited else None,
        action=f"{PATH}/edit/{id_}" if id_ else f"{PATH}/new",
        save_url=f"{PATH}/drafts/{id_}" if id_ else f"{PATH}/drafts",
        category_words=words.CATEGORY_WORDS,
        licences=words.licences(),
        stored=request.args.get("stored", ""),
        **more,
    )


def outdated(
    form: EditorForm,
    pictures: Pictures,
    edited: queries.Edited,
    content: dict[str, Any],
    error: KreatrError,
) -> Response:
    """Everything typed, beside what the other edition says; saving it again puts it on top."""
    form.version.data = str(edited.version)
    names = queries.differing(edited.content, content, tuple(words.FIELD_WORDS))
    beside = [(words.FIELD_WORDS[name], _said(name, edited.content.get(name))) for name in names]
    intent = "draft" if request.form.get("save") == "draft" else "submit"
    return page(form, pictures, edited, status=error.status, beside=beside, intent=intent)


def refused(
    form: EditorForm, pictures: Pictures, edited: queries.Edited | None, error: KreatrError
) -> Response:
    """The form again with everything that was typed, and why it was not taken."""
    form.form_errors = [error.message]
    response = page(form, pictures, edited, status=error.status)
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _said(name: str, value: Any) -> str:
    """A field of the other edition, in words."""
    if name == "images":
        return _("%(n)s pictures", n=len(value or ()))
    if name == "featured":
        return _("Yes") if value else _("No")
    return words.choice(name, value) or shorten(str(value or ""), SHOWN_CHARACTERS) or _("empty")
