"""Pictures are served while something that visitors see uses them, and not one request longer (A5)."""

from __future__ import annotations

from kreatr.kernel import events, storage
from kreatr.kernel.db import db, unit
from kreatr.kernel.pictures import Picture
from kreatr.portfolio.events import ItemChanged
from kreatr.portfolio.models import Item, ModerationStatus, Visibility
from tests.judge import Client
from tests.pictures import make_picture
from tests.world import World, change_creator, make_creator, make_item, make_user


def _status(client: Client, picture: Picture) -> int:
    width = min(int(width) for width in picture.sizes)
    return client.get(storage.media(picture.name, width)).status_code


def _change(item: Item, **fields: object) -> None:
    with unit() as session:
        item = session.get_one(Item, item.id)
        for name, value in fields.items():
            setattr(item, name, value)
        session.flush()
        events.record(ItemChanged(item.creator_id, item.id))


def test_a_picture_nobody_uses_is_not_there(client: Client, world: World) -> None:
    assert _status(client, make_picture("#010203")) == 404


def test_the_picture_of_a_work_comes_and_goes_with_it(client: Client, world: World) -> None:
    picture = make_picture("#020304")
    item = make_item(world.sekar, "Lampion", pictures=(picture,), status=ModerationStatus.PENDING)
    assert _status(client, picture) == 404
    _change(item, status=ModerationStatus.APPROVED)
    assert _status(client, picture) == 200
    _change(item, visibility=Visibility.PRIVATE)
    assert _status(client, picture) == 404


def test_faces_and_banners_go_with_their_owner(client: Client, world: World) -> None:
    face, banner = make_picture("#030405"), make_picture("#040506", width=1280, height=400)
    change_creator(world.sekar, avatar=face, banner=banner)
    assert (_status(client, face), _status(client, banner)) == (200, 200)
    change_creator(world.sekar, is_public=False)
    assert (_status(client, face), _status(client, banner)) == (404, 404)


def test_a_picture_two_people_show_stays_while_one_does(client: Client, world: World) -> None:
    shared = make_picture("#050607")
    other = make_creator("ratih", user=make_user("ratih"), avatar=shared)
    change_creator(world.sekar, avatar=shared)
    change_creator(other, is_public=False)
    assert _status(client, shared) == 200
    change_creator(world.sekar, is_public=False)
    assert _status(client, shared) == 404
    assert db.session.get_one(Picture, shared.id)
