"""The environment: every refusal says in one sentence what to do."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kreatr.kernel.config import ConfigError, load

GOOD = {
    "KREATR_ENV": "production",
    "BASE_URL": "https://kreatr.test",
    "SECRET_KEY": "Zq3-8fKd_0aLw92xVb7nRt5yUe1oPi6m",
    "ENCRYPTION_KEY": "0f" * 32,
    "DATABASE_URL": "postgresql://kreatr@db/kreatr",
    "REDIS_URL": "redis://cache:6379/0",
}
REFUSED = {
    "HOST": [],
    "PORT": ["0", "65536", "eighty", "-1", "80.5"],
    "KREATR_ENV": ["staging", "prod"],
    "KREATR_DEMO": ["1", "yes"],
    "BASE_URL": [
        "",
        "kreatr.test",
        "ftp://kreatr.test",
        "https://",
        "https://kreatr.test/app",
        "http://kreatr.test",
    ],
    "SECRET_KEY": ["", "change-me", "short", "a" * 64, "abababababababababababababababababab"],
    "ENCRYPTION_KEY": ["", "0f" * 31, "0f" * 33, "zz" * 32, "0f" * 31 + "0"],
    "DATABASE_URL": ["mysql://x", "/var/lib/db", "postgresql+asyncpg://x"],
    "SMTP_PORT": ["0", "x"],
    "SMTP_TLS": ["ssl", "yes"],
    "TRUSTED_PROXIES": ["-1", "11", "all"],
    "LIMITS_FACTOR": ["2", "0", "-1", "many"],
}


def test_a_good_environment_is_read(tmp_path: Path) -> None:
    config = load({**GOOD, "KREATR_DATA": str(tmp_path)})
    assert config.production and config.secure and config.host_name == "kreatr.test"
    assert config.database_url == "postgresql+psycopg://kreatr@db/kreatr"
    assert not config.demo and config.limits_factor == 1.0


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in REFUSED.items() for value in values]
)
def test_what_cannot_be_used_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load({**GOOD, "KREATR_DATA": str(tmp_path), name: value})
    message = str(refused.value)
    assert name in message and message.endswith(".") and message.count("\n") == 0
    assert not value or len(value) < 8 or "KEY" not in name or value not in message, (
        "a secret must not be printed"
    )


def test_secrets_are_generated_once_in_development_for_their_owner_only(tmp_path: Path) -> None:
    first, second = (load({"KREATR_DATA": str(tmp_path)}) for _n in range(2))
    assert first.secret_key == second.secret_key and len(first.secret_key) >= 32
    assert first.encryption_key == second.encryption_key and len(first.encryption_key) == 64
    assert first.secret_key != first.encryption_key
    for name in ("SECRET_KEY", "ENCRYPTION_KEY"):
        assert stat.S_IMODE((tmp_path / "secrets" / name).stat().st_mode) == 0o600


def test_nothing_is_generated_in_production(tmp_path: Path) -> None:
    load({**GOOD, "KREATR_DATA": str(tmp_path)})
    assert list(tmp_path.iterdir()) == []


def test_development_needs_nothing(tmp_path: Path) -> None:
    config = load({"KREATR_DATA": str(tmp_path)})
    assert (config.host, config.port, config.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert config.database_url == f"sqlite:///{tmp_path / 'kreatr.db'}"
    assert config.redis_url == "" and config.smtp_host == "" and config.trusted_proxies == 0


@pytest.mark.parametrize("url", ["postgres://db/x", "postgresql://db/x"])
def test_postgresql_is_spoken_to_by_psycopg(tmp_path: Path, url: str) -> None:
    assert (
        load({"KREATR_DATA": str(tmp_path), "DATABASE_URL": url}).database_url == "postgresql+psycopg://db/x"
    )


def test_spaces_around_values_do_not_count(tmp_path: Path) -> None:
    assert load({"KREATR_DATA": str(tmp_path), "PORT": " 9000 "}).port == 9000


def test_a_trailing_slash_of_the_address_does_not_count(tmp_path: Path) -> None:
    assert (
        load({**GOOD, "KREATR_DATA": str(tmp_path), "BASE_URL": "https://kreatr.test/"}).base_url
        == "https://kreatr.test"
    )


def test_limits_may_be_raised_for_load_tests(tmp_path: Path) -> None:
    assert load({"KREATR_DATA": str(tmp_path), "LIMITS_FACTOR": "1000"}).limits_factor == 1000
