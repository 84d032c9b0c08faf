"""Whoever is concerned hears of each act once: what, why, what next, and where to appeal (NTF-02, MOD-13)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from kreatr.kernel.db import db, unit
from kreatr.moderation import jobs
from kreatr.moderation.actions import acting, deciding, undoing
from kreatr.moderation.actions.deciding import Decision
from kreatr.moderation.events import ActRecorded
from kreatr.moderation.models import Reason, SubjectKind, Verb
from kreatr.moderation.words import letters
from kreatr.notices.models import Notice, NoticeChoice
from kreatr.portfolio.models import Visibility
from tests.judge import Client
from tests.mailbox import Mailbox, links, text
from tests.moderation.deciding import case_of, waiting_work
from tests.portfolio.test_deciding import revise
from tests.portfolio.writing import PATH
from tests.world import World, signed_in

SEKAR = "sekarayu@contoh.test"
Deliver = Callable[[], int]


def test_an_approval_leads_to_the_public_page(world: World, mailbox: Mailbox, deliver: Deliver) -> None:
    item = waiting_work(world, "Musim Layangan")
    deciding.decide(world.maya, case_of(item.id).id, Decision(Verb.APPROVE))
    deliver()
    (letter,) = mailbox.to(SEKAR)
    assert letter["Subject"] == "Disetujui: Musim Layangan"
    assert links(letter) == ["/portfolio/sekarayu/musim-layangan"]
    (line,) = db.session.query(Notice).all()
    assert (line.kind, line.url) == ("item-approved", "/portfolio/sekarayu/musim-layangan")


def test_a_revision_that_came_back_says_why_where_to_mend_it_and_where_to_appeal(
    client: Client, world: World, mailbox: Mailbox, deliver: Deliver
) -> None:
    item = world.items[0]
    revise(signed_in(client, world.sekar.user), item)
    case = case_of(item.id)
    deciding.decide(world.maya, case.id, Decision(Verb.REJECT, Reason.QUALITY, "Gambar kedua pecah."))
    deliver()
    (letter,) = mailbox.to(SEKAR)
    assert letter["Subject"] == "Perlu diubah: Sawah Pagi"
    assert "tetap tayang" in text(letter) and "> Gambar kedua pecah." in text(letter)
    assert "> Belum bisa dinilai" in text(letter), "the reason, in its reader's language"
    assert links(letter) == [f"{PATH}/edit/{item.id}", f"/dashboard/cases/{case.id}"]
    for secret in ("maya", "peringatan"):
        assert secret not in letter.as_string().lower()


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("locale", "said"), [("id", "dihitung sebagai peringatan"), ("en", "counts as a warning")]
)
def test_a_removal_counts_and_is_appealed_in_the_room(
    world: World, mailbox: Mailbox, deliver: Deliver, locale: str, said: str
) -> None:
    with unit():
        world.sekar.user.locale = locale
    case = case_of(waiting_work(world).id)
    deciding.decide(world.maya, case.id, Decision(Verb.REMOVE, Reason.STOLEN))
    deliver()
    (letter,) = mailbox.to(SEKAR)
    assert said in text(letter) and links(letter) == [f"/dashboard/cases/{case.id}"]
    assert "60" in text(letter)


@pytest.mark.one_database
def test_private_works_get_a_fitting_letter_and_who_wants_none_gets_none(
    world: World, mailbox: Mailbox, deliver: Deliver
) -> None:
    item = waiting_work(world, visibility=Visibility.PRIVATE)
    deciding.decide(world.maya, case_of(item.id).id, Decision(Verb.APPROVE))
    deliver()
    assert "privat" in text(mailbox.to(SEKAR)[0])
    with unit() as session:
        session.add(NoticeChoice(user_id=world.sekar.user_id, kind="item-approved", by_mail=False))
    deciding.decide(world.maya, case_of(waiting_work(world, "Lain").id).id, Decision(Verb.APPROVE))
    deliver()
    assert len(mailbox.to(SEKAR)) == 1 and db.session.query(Notice).count() == 2


@pytest.mark.one_database
def test_what_is_undone_is_told_too_and_a_friendly_note_leaves_the_case_open(
    world: World, mailbox: Mailbox, deliver: Deliver
) -> None:
    case = case_of(waiting_work(world).id)
    deciding.decide(world.maya, case.id, Decision(Verb.NOTE, words="Judulnya bagus sekali."))
    act = deciding.decide(world.maya, case.id, Decision(Verb.APPROVE))
    undoing.undo(world.bagus, act.id)
    deliver()
    subjects = [letter["Subject"] for letter in mailbox.to(SEKAR)]
    assert subjects == ["Catatan ramah tentang Menunggu", "Disetujui: Menunggu", "Kami tinjau lagi: Menunggu"]


@pytest.mark.one_database
def test_every_kind_of_act_has_a_letter_in_both_languages(world: World, mailbox: Mailbox) -> None:
    """All that is told, as one letter each: nothing is missing, nothing is left unfilled."""
    told = {*letters.SENTENCES, *((SubjectKind.REVIEW, verb) for verb in letters.ALWAYS)}
    until = datetime(2026, 12, 24, 17, 30, tzinfo=UTC).isoformat()
    for locale, when in (("id", "25 Desember 2026, 00.30 WIB"), ("en", "25 December 2026, 00:30 WIB")):
        with unit():
            world.dewi.locale = locale
            told_of = [_told_of(world, kind, verb, until) for kind, verb in sorted(told)]
        before = len(mailbox)
        for act_id in told_of:
            jobs.mail_decision(ActRecorded(act_id), uuid.uuid4())
        found = mailbox[before:]
        assert len(found) == len(told) and any(when in text(letter) for letter in found)
        for letter in found:
            assert "%(" not in text(letter) and letter["Content-Language"] == locale


def _told_of(world: World, kind: SubjectKind, verb: Verb, until: str) -> uuid.UUID:
    act = acting.record(
        verb,
        actor=world.maya,
        subject=(kind, world.dewi.id),
        person_id=world.dewi.id,
        title="Nama & <b>Tanda</b>",
        before={"hidden": True},
        after={"until": until},
    )
    return act.id
