"""Skills: one row each, however they are written."""

from __future__ import annotations

import sqlalchemy as sa

from kreatr.creators.models import Skill
from kreatr.kernel.db import db
from tests.creators.saving import save, stored
from tests.judge import Client
from tests.world import World


def test_the_same_skill_twice_is_one(sekar: Client) -> None:
    save(sekar, skills="Midjourney,  midjourney , MIDJOURNEY,,Batik Tulis,batik-tulis")
    assert [skill.name for skill in stored("sekarayu").skills] == ["Midjourney", "Batik Tulis"]


def test_two_people_share_a_row(sekar: Client, world: World) -> None:
    save(sekar, skills="Python, Zbrush")
    rows = db.session.scalars(sa.select(Skill).where(Skill.slug == "python")).all()
    assert len(rows) == 1 and stored("sekarayu").skills[0].id == rows[0].id


def test_signs_and_other_scripts_tell_skills_apart(sekar: Client) -> None:
    save(sekar, skills="C++, C#, 絵を描く, 写真, Köln")
    assert [skill.name for skill in stored("sekarayu").skills] == [
        "C++",
        "C#",
        "絵を描く",
        "写真",
        "Köln",
    ]


def test_the_order_is_the_creators(sekar: Client) -> None:
    save(sekar, skills="Branding, Ilustrasi, Midjourney, Baru")
    assert [s.name for s in stored("sekarayu").skills] == ["Branding", "Ilustrasi", "Midjourney", "Baru"]


def test_what_others_use_is_offered(sekar: Client) -> None:
    page = sekar.get("/dashboard/settings/skills?q=BRA").page
    assert [option.get("value") for option in page.all("option")] == ["Branding"]
    for odd in ("", "%", "_", "%00", "x" * 5000):
        assert not sekar.get(f"/dashboard/settings/skills?q={odd}").page.all("option")
