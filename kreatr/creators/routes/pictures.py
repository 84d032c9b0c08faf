"""The two pictures of the form: what was sent, what was meant by it, and what to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from flask import request
from flask_babel import gettext as _

from kreatr.accounts.models import User
from kreatr.creators.models import Creator
from kreatr.kernel.errors import NotFound
from kreatr.kernel.pictures import Picture
from kreatr.uploads import queries as uploads
from kreatr.uploads.actions import receiving
from kreatr.uploads.models import Purpose, Upload

PURPOSES = {"avatar": Purpose.AVATAR, "banner": Purpose.BANNER}
Chosen = Upload | Picture | None


@dataclass
class Slot:
    """One of the two: `was` is the id that stood there when the page was drawn, `chosen` what stands there now."""

    name: str
    was: str
    chosen: Chosen = None
    changed: bool = False
    errors: list[str] = field(default_factory=list)

    @property
    def purpose(self) -> str:
        return PURPOSES[self.name].value

    @property
    def tiles(self) -> list[uploads.Tile]:
        """What the form draws."""
        return uploads.tiles([self.chosen] if self.chosen else [])


def shown(viewer: User, creator: Creator | None) -> dict[str, Slot]:
    """The pictures as they are saved; one that is still on its way stands for the one it will replace."""
    slots = {}
    for name in PURPOSES:
        chosen = _saved(viewer, creator, name)
        slots[name] = Slot(name, str(chosen.id) if chosen else "", chosen)
    return slots


def read(viewer: User, creator: Creator | None) -> dict[str, Slot]:
    """The pictures as they were sent. Raises NotFound for those of somebody else."""
    return {name: _read(viewer, creator, name) for name in PURPOSES}


def changes(slots: dict[str, Slot]) -> dict[str, Chosen]:
    """What is to be saved: only what was changed on this page, so that another window's choice stays."""
    return {slot.name: slot.chosen for slot in slots.values() if slot.changed}


def command() -> str:
    """What a button of a picture asks for, without JavaScript; such a form is drawn again, not saved."""
    return request.form.get("picture", "")


def _read(viewer: User, creator: Creator | None, name: str) -> Slot:
    saved = _saved(viewer, creator, name)
    slot = Slot(name, request.form.get(f"{name}-was", ""), saved)
    ids = request.form.getlist(name)
    files = request.files.getlist(name)
    received = receiving.receive_many(viewer, PURPOSES[name], files, room=1)
    slot.errors += received.faults
    ids = uploads.arrange([*ids, *(str(one.id) for one in received.uploads)], command())[-1:]
    if not ids and name not in request.form and name not in request.files:
        return slot  # the form did not ask
    if ids == ([slot.was] if slot.was else []):
        return slot  # nobody touched it
    slot.chosen = _chosen(viewer, ids, saved, slot)
    slot.changed = not slot.errors
    return slot


def _chosen(viewer: User, ids: Iterable[str], saved: Chosen, slot: Slot) -> Chosen:
    also = [saved] if isinstance(saved, Picture) else []
    for one in uploads.own(viewer, ids, also=also):
        if isinstance(one, Upload) and one.purpose is not PURPOSES[slot.name]:
            raise NotFound
        return one
    if ids:
        slot.errors.append(_("This picture could not be used. Please choose another one."))
        return saved
    return None


def _saved(viewer: User, creator: Creator | None, name: str) -> Chosen:
    if creator is None:
        return None
    waiting = getattr(creator, f"{name}_upload_id")
    picture: Picture | None = getattr(creator, name)
    try:
        return (waiting and next(iter(uploads.own(viewer, [str(waiting)])), None)) or picture
    except NotFound:  # its upload is gone
        return picture
