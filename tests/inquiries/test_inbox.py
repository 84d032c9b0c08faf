"""The inbox, down the ladder: works · colleague · stranger · visitor · bad input · no JavaScript · htmx."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from kreatr.inquiries.actions import conversation
from kreatr.inquiries.models import Inquiry, InquiryStatus
from kreatr.kernel import clock
from tests.inquiries.letters import controls, fresh, names, says
from tests.judge import Client
from tests.world import World, make_inquiry, signed_in

PATH = "/dashboard/inquiries"
ACTS = [
    "reading",
    "reading/removal",
    "replies",
    "insertion",
    "archive",
    "restoration",
    "closure",
    "completion",
    "completion/removal",
]


class TestList:
    def test_newest_first_with_unread_marks(self, sekar: Client, world: World) -> None:
        for n, name in enumerate(("Lama", "Tengah", "Baru")):
            make_inquiry(world.sekar, name=name, created_at=clock.now() - timedelta(hours=3 - n))
        make_inquiry(world.sekar, name="Sudah", status=InquiryStatus.READ)
        page = sekar.get(PATH)
        assert names(page) == ["Sudah", "Baru", "Tengah", "Lama"]
        assert len(page.page.all(".inbox li.new")) == 3
        assert "3 belum dibaca" in page.page.text(".intro")
        assert page.page.text("#n-inbox") == "3"
        assert "no-store" in page.headers["Cache-Control"]

    def test_the_states_and_their_counts(self, sekar: Client, world: World) -> None:
        for status, number in (("UNREAD", 1), ("READ", 2), ("REPLIED", 3), ("ARCHIVED", 4)):
            for _ in range(number):
                make_inquiry(world.sekar, name=status, status=InquiryStatus(status))
        page = sekar.get(PATH)
        counts = [
            link.text_content() if hasattr(link, "text_content") else "".join(link.itertext())
            for link in page.page.all(".segments a")
        ]
        assert counts == ["Semua 6", "Belum dibaca 1", "Dibaca 2", "Dibalas 3", "Arsip 4"]
        assert "ARCHIVED" not in names(page)
        for state, wanted in (
            ("unread", ["UNREAD"]),
            ("read", ["READ"] * 2),
            ("replied", ["REPLIED"] * 3),
            ("archived", ["ARCHIVED"] * 4),
        ):
            assert names(sekar.get(f"{PATH}?state={state}")) == wanted
        assert len(names(sekar.get(f"{PATH}?state=nonsense"))) == 6

    def test_older_pages_follow_without_gap_or_repetition(self, sekar: Client, world: World) -> None:
        moment = clock.now()
        for n in range(45):  # many of the same moment
            make_inquiry(world.sekar, name=f"Nomor {n}", created_at=moment - timedelta(minutes=n // 10))
        seen: list[str] = []
        path: str | None = PATH
        while path:
            page = sekar.get(path)
            seen += names(page)
            older = [
                link.get("href")
                for link in page.page.all(".panes .acts a")
                if "before=" in link.get("href", "")
            ]
            path = older[0] if older else None
        assert len(seen) == 45 and len(set(seen)) == 45

    def test_a_page_keeps_its_state(self, sekar: Client, world: World) -> None:
        for _ in range(21):
            make_inquiry(world.sekar)
        page = sekar.get(f"{PATH}?state=unread")
        assert all(link.get("href", "").endswith("?state=unread") for link in page.page.all(".inbox a"))
        [older] = [link.get("href", "") for link in page.page.all(".panes .acts a")]
        assert "state=unread" in older and len(names(sekar.get(older))) == 1

    @pytest.mark.parametrize("before", ["x", "", "1" * 40, "5329b2f9-77f8-47d4-ac86-04f1aa4fbf68"])
    def test_a_made_up_place_is_the_beginning(self, sekar: Client, inquiry: Inquiry, before: str) -> None:
        assert len(names(sekar.get(f"{PATH}?before={before}"))) == 1

    def test_nothing_yet(self, sekar: Client, world: World) -> None:
        assert "Masih titik-titik." in sekar.get(PATH).page.text("main")

    def test_without_a_profile_the_page_is_kind(self, client: Client, world: World) -> None:
        page = signed_in(client, world.hendra).get(PATH)
        assert page.status_code == 200 and says("No portfolio yet.") in page.page.text("main")

    def test_others_see_their_own(self, client: Client, world: World, inquiry: Inquiry) -> None:
        make_inquiry(world.rizky, name="Untuk Rizky")
        assert names(signed_in(client, world.rizky.user).get(PATH)) == ["Untuk Rizky"]

    def test_held_messages_are_not_shown(self, sekar: Client, world: World) -> None:
        held = make_inquiry(world.sekar, held_reason="gambling")
        assert names(sekar.get(PATH)) == []
        assert sekar.get(f"{PATH}/{held.id}").status_code == 404

    def test_htmx_gets_the_inbox_without_the_page(self, sekar: Client, inquiry: Inquiry) -> None:
        part = sekar.get(PATH, htmx=True)
        assert part.page.roots[0].get("id") == "kotak"


class TestReading:
    def test_opening_by_get_changes_nothing(self, sekar: Client, inquiry: Inquiry) -> None:
        page = sekar.get(f"{PATH}/{inquiry.id}")
        assert page.status_code == 200 and inquiry.message in page.page.text("#pesan")
        assert fresh(inquiry).status is InquiryStatus.UNREAD and inquiry.read_at is None
        assert page.page.one("#dibaca").get("hx-trigger") == "load, submit"
        assert page.page.one(".inbox a[aria-current]").get("href") == f"{PATH}/{inquiry.id}"

    def test_without_javascript_by_the_button(self, sekar: Client, inquiry: Inquiry) -> None:
        answer = sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), "#dibaca")
        assert answer.status_code == 303
        after = sekar.get(answer.location)
        assert not after.page.all("#dibaca") and not after.page.all("#n-inbox")
        assert fresh(inquiry).status is InquiryStatus.READ and inquiry.read_at is not None

    def test_with_htmx_row_heading_and_number_follow(
        self, sekar: Client, world: World, inquiry: Inquiry
    ) -> None:
        make_inquiry(world.sekar)
        answer = sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), "#dibaca", htmx=True)
        assert answer.status_code == 200
        roots = {root.get("id"): root.get("hx-swap-oob") for root in answer.page.roots}
        assert roots == {
            "dibaca": None,
            f"baris-{inquiry.id}": "true",
            "kotak-atas": "true",
            "n-inbox": "true",
        }
        assert answer.page.text("#n-inbox") == "1"
        assert not answer.page.all("li.new")

    def test_the_first_time_counts(self, sekar: Client, inquiry: Inquiry) -> None:
        page = sekar.get(f"{PATH}/{inquiry.id}")
        sekar.submit(page, "#dibaca")
        first = fresh(inquiry).read_at
        sekar.submit(page, "#dibaca")
        assert fresh(inquiry).read_at == first

    @pytest.mark.parametrize("htmx", [False, True])
    def test_unread_again_leads_back_to_the_list(self, sekar: Client, inquiry: Inquiry, htmx: bool) -> None:
        sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), "#dibaca")
        page = sekar.get(f"{PATH}/{inquiry.id}?q=hendra")
        form = f"form[action='{PATH}/{inquiry.id}/reading/removal?q=hendra']"
        assert page.page.one(form).get("hx-push-url") == f"{PATH}?q=hendra"
        answer = sekar.submit(page, form, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
        after = answer if htmx else sekar.get(answer.location)
        assert not after.page.all("#pesan") and len(after.page.all(".inbox li.new")) == 1
        assert after.page.text("#n-inbox") == "1"
        assert fresh(inquiry).status is InquiryStatus.UNREAD and inquiry.read_at is not None

    def test_an_answered_one_is_answered_again_after_reading(
        self, sekar: Client, world: World, inquiry: Inquiry
    ) -> None:
        conversation.answer(world.sekar.user, inquiry.id, "Boleh", "1")
        conversation.unread(world.sekar.user, inquiry.id)
        sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), "#dibaca")
        assert fresh(inquiry).status is InquiryStatus.REPLIED
        conversation.continue_(inquiry.id, "Kapan?", "2")
        sekar.submit(sekar.get(f"{PATH}/{inquiry.id}"), "#dibaca")
        assert fresh(inquiry).status is InquiryStatus.READ, "the client waits for an answer"


class TestOthers:
    @pytest.mark.parametrize("noun", ["", *(f"/{noun}" for noun in ACTS)])
    @pytest.mark.parametrize("who", ["rizky", "hendra", "maya", "ratna"])
    def test_somebody_elses_inquiry_is_not_there(
        self, client: Client, world: World, inquiry: Inquiry, noun: str, who: str
    ) -> None:
        person = world.rizky.user if who == "rizky" else getattr(world, who)
        signed_in(client, person)
        token = client.token()
        path, data = f"{PATH}/{inquiry.id}{noun}", {"csrf_token": token, "body": "Halo juga"}
        missing = f"{PATH}/{uuid.uuid4()}{noun}"
        if not noun:
            assert client.get(path).status_code == 404
        else:
            assert (
                client.post(path, data=data).status_code == client.post(missing, data=data).status_code == 404
            )
        row = fresh(inquiry)
        assert (row.status, row.read_at, row.replied_at, row.closed_at) == (
            InquiryStatus.UNREAD,
            None,
            None,
            None,
        )
        assert row.messages == []

    @pytest.mark.parametrize("noun", ACTS)
    def test_a_stale_act_on_somebody_elses_is_not_done(
        self, client: Client, world: World, inquiry: Inquiry, noun: str
    ) -> None:
        signed_in(client, world.rizky.user)
        assert client.post(f"{PATH}/{inquiry.id}/{noun}", data={"body": "Halo"}).status_code in (403, 404)
        assert fresh(inquiry).status is InquiryStatus.UNREAD

    @pytest.mark.one_database
    def test_visitors_are_asked_to_sign_in_and_come_back(self, client: Client, inquiry: Inquiry) -> None:
        for path in (PATH, f"{PATH}/{inquiry.id}", f"{PATH}?state=unread"):
            answer = client.get(path)
            assert (
                answer.status_code == 303 and answer.location.startswith("/login?next=%2Fdashboard")
            ) or "next=/dash" in answer.location
        token = controls(client.get("/login"), "main form[method=post]")["csrf_token"]
        for noun in ACTS:
            for data in ({"body": "Halo"}, {"body": "Halo", "csrf_token": token}):
                answer = client.post(f"{PATH}/{inquiry.id}/{noun}", data=data)
                assert answer.status_code == 303 and answer.location.startswith("/login")
        assert fresh(inquiry).status is InquiryStatus.UNREAD

    @pytest.mark.one_database
    @pytest.mark.parametrize("id_", ["1", "x", "00000000-0000-0000-0000-00000000000g", "../../etc/passwd"])
    def test_odd_ids_are_not_there(self, sekar: Client, world: World, id_: str) -> None:
        assert sekar.get(f"{PATH}/{id_}").status_code in (404, 308)

    @pytest.mark.one_database
    def test_acts_are_not_done_by_get(self, sekar: Client, inquiry: Inquiry) -> None:
        for noun in ACTS:
            assert sekar.get(f"{PATH}/{inquiry.id}/{noun}").status_code == 405
        assert fresh(inquiry).status is InquiryStatus.UNREAD


@pytest.mark.one_database
def test_nothing_typed_becomes_markup(sekar: Client, world: World) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{1337*7331}}'
    row = make_inquiry(
        world.sekar,
        name=evil[:100],
        subject=evil,
        message=evil,
        budget=evil,
        timeline=evil,
        email='"a<b"@x.test',
    )
    for path in ("/dashboard", PATH, f"{PATH}/{row.id}"):
        page = sekar.get(path)
        assert evil in page.page.text("main")
        assert not page.page.all("img[src=x]") and "<script>alert" not in page.page.html
