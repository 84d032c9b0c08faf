from tests.moderation.waiting import *
from tests.world import *


def test_x(app, world, client):
    c = make_waiting(world.rizky, "Penari Pagi", 3.3)
    make_held(world.sekar)
    signed_in(client, world.maya)
    from tests.conformance.test_queries import counted

    with counted() as seen:
        a = client.get(PATH)
    print(a.status_code, len(seen), len(a.data))
    for s in seen:
        print("  ", s[:150].replace("\n", " "))
    with counted() as seen:
        a = client.get(f"{PATH}/{c.id}")
    print(a.status_code, len(seen), len(a.data))
    for s in seen:
        print("  ", s[:150].replace("\n", " "))
    with counted() as seen:
        a = client.post(f"{PATH}/next", data={"csrf_token": client.token(), "tab": "works"}, htmx=True)
    print(a.status_code, len(seen), len(a.data), a.headers)
    assert 0
