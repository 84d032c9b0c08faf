"""The last value that is taken and the first that is not, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from tests.creators.saving import error, save
from tests.judge import Client


@pytest.mark.parametrize(
    ("name", "value", "good"),
    [
        ("display_name", "x", False),
        ("display_name", "xy", True),
        ("display_name", "x" * 50, True),
        ("display_name", "x" * 51, False),
        ("display_name", "  x  ", False),
        ("display_name", "a\x00b", False),
        ("display_name", "a\nb", False),
        ("bio", "x" * 49, False),
        ("bio", "x" * 50, True),
        ("bio", "x" * 500, True),
        ("bio", "x" * 501, False),
        ("bio", " " * 60, False),
        ("bio", "x" * 60 + "\x00", False),
        ("categories", [], False),
        ("categories", ["PROMPTER", "PROMPTER"], True),
        ("categories", ["OTHER"], False),
        (
            "categories",
            ["AI_CONTENT_CREATOR", "PROMPTER", "CREATIVE_DIRECTOR", "TECHNICAL_ENGINEER"],
            True,
        ),
        ("availability", "SLEEPING", False),
        ("skills", "", True),
        ("skills", ",".join(f"ahli {n}" for n in range(15)), True),
        ("skills", ",".join(f"ahli {n}" for n in range(16)), False),
        ("skills", ",".join(f"ahli {n}" for n in range(15)) + ",AHLI 1", True),
        ("skills", "x", False),
        ("skills", "xy", True),
        ("skills", "x" * 30, True),
        ("skills", "x" * 31, False),
        ("skills", "ab\x00c", False),
        ("hourly_rate", "0", False),
        ("hourly_rate", "1", True),
        ("hourly_rate", "-1", False),
        ("hourly_rate", "1.5", False),
        ("hourly_rate", "1e9", False),
        ("hourly_rate", "150.000", True),
        ("hourly_rate", "1000000000", True),
        ("hourly_rate", "1000000001", False),
        ("project_rate", "1000000000000", False),
        ("project_rate", "٣٠٠٠", False),
        ("website_url", "javascript:alert(1)", False),
        ("website_url", "http://sekar.example", False),
        ("website_url", "https://user@sekar.example", False),
        ("website_url", "https://sekar.example\\@jahat.example", False),
        ("website_url", "https://localhost", False),
        ("website_url", "https://batik-köln.example/karya", True),
        ("website_url", "https://sekar.example/" + "x" * 300, False),
        ("twitter_url", "data:text/html,x", False),
        ("linkedin_url", "//linkedin.com/in/x", False),
        ("instagram_url", "https://instagram.com/sekar ayu", False),
        ("whatsapp", "0812 3456 7890", True),
        ("whatsapp", "12345", False),
        ("whatsapp", "wa.me/6281234567890", False),
        ("whatsapp", "021 555 1234", False),
        ("contact_email", "sekar@", False),
        ("contact_email", "sekar@sekar.example\nBcc: x@y.example", False),
        ("place", "x" * 60, True),
        ("place", "x" * 61, False),
    ],
)
@pytest.mark.one_database("postgresql")
def test_edges(sekar: Client, name: str, value: Any, good: bool) -> None:
    answer = save(sekar, **{name: value})
    assert answer.status_code == (303 if good else 422)
    if not good:
        assert error(answer, name)
