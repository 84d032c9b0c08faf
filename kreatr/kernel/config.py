"""Every environment variable: its name, its default, its check."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kreatr.kernel import vapid
from kreatr.kernel.ai_settings import AiSettings
from kreatr.kernel.outside import Outside
from kreatr.kernel.reading import ConfigError, Reader

__all__ = ["Config", "ConfigError", "flask_settings", "load"]
HEX_KEY = r"[0-9a-fA-F]{64}"
EXAMPLES = {"change-me", "changeme", "secret", "example", "dev", "test"}


@dataclass(frozen=True)
class Config:
    """What the environment asks for, checked. Folders are absolute; ports are numbers; `redis_url` may be empty."""

    host: str
    port: int
    data: Path
    demo: bool
    env: str
    base_url: str
    secret_key: str = field(repr=False)
    secret_key_old: str = field(repr=False)
    encryption_key: str = field(repr=False)
    encryption_keys_old: tuple[str, ...] = field(repr=False)
    database_url: str
    redis_url: str
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str = field(repr=False)
    smtp_tls: str
    mail_from: str
    trusted_proxies: int
    limits_factor: float
    portfolio_item_limit: int
    pages_memory: int  # bytes of finished pages in the memory of one web process; 0: none
    s3_bucket: str
    s3_endpoint: str
    s3_key_id: str
    s3_secret: str = field(repr=False)
    s3_region: str
    clamd_socket: str
    nudity_scan: bool
    outside: Outside
    ai: AiSettings
    vapid_private_key: str = field(default="", repr=False)
    push_private: bool = False

    @property
    def production(self) -> bool:
        return self.env == "production"

    @property
    def secure(self) -> bool:
        """Whether visitors arrive by HTTPS, so that cookies and links may insist on it."""
        return self.base_url.startswith("https://")

    @property
    def host_name(self) -> str:
        return urlsplit(self.base_url).hostname or "localhost"


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Reads and checks the environment. Raises ConfigError with one sentence; never prints a secret."""
    read = Reader(os.environ if environ is None else environ)
    env = read.choice("KREATR_ENV", "development", ("development", "production"))
    production = env == "production"
    data = Path(read.text("KREATR_DATA", "instance")).absolute()
    host, port = read.text("HOST", "127.0.0.1"), read.number("PORT", 8000, 1, 65535)
    factor = read.decimal("LIMITS_FACTOR", 1.0)
    if production and factor != 1.0:
        raise ConfigError("LIMITS_FACTOR is for load tests only: unset it in production.")
    if production and read.flag("KREATR_DEMO", False):
        raise ConfigError("KREATR_DEMO fills a demo world with public passwords: unset it in production.")
    return Config(
        host=host,
        port=port,
        data=data,
        demo=read.flag("KREATR_DEMO", not production),
        env=env,
        base_url=_base_url(read, production, host, port),
        secret_key=_secret(read, "SECRET_KEY", production, data),
        secret_key_old=read.text("SECRET_KEY_OLD", ""),
        encryption_key=_encryption_key(read, production, data),
        encryption_keys_old=_encryption_keys_old(read),
        database_url=_database_url(read, data),
        redis_url=read.text("REDIS_URL", ""),
        smtp_host=read.text("SMTP_HOST", ""),
        smtp_port=read.number("SMTP_PORT", 587, 1, 65535),
        smtp_user=read.text("SMTP_USER", ""),
        smtp_password=read.text("SMTP_PASSWORD", ""),
        smtp_tls=read.choice("SMTP_TLS", "starttls", ("starttls", "tls", "none")),
        mail_from=read.text("MAIL_FROM", "kreatr <halo@kreatr.app>"),
        trusted_proxies=read.number("TRUSTED_PROXIES", 0, 0, 10),
        limits_factor=factor,
        portfolio_item_limit=read.number("PORTFOLIO_ITEM_LIMIT", 100, 1, 1000),
        pages_memory=read.number("PAGES_MEMORY_MB", 8, 0, 4096) * 1024 * 1024,
        **_s3(read),
        clamd_socket=_clamd(read),
        nudity_scan=read.flag("NUDITY_SCAN", False),
        outside=Outside.read(read),
        ai=AiSettings.read(read),
        vapid_private_key=_vapid(read),
        push_private=read.flag("ALLOW_PRIVATE_PUSH", False),
    )


def _base_url(read: Reader, production: bool, host: str, port: int) -> str:
    value = read.text("BASE_URL", "" if production else f"http://{host}:{port}").rstrip("/")
    if not value:
        raise ConfigError(
            "BASE_URL is missing: set it to the public address, for example https://kreatr.app."
        )
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path:
        raise ConfigError("BASE_URL must look like https://kreatr.app, without a path.")
    if production and parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
        raise ConfigError("BASE_URL must start with https:// in production.")
    return value


def _secret(read: Reader, name: str, production: bool, data: Path) -> str:
    value = read.text(name, "")
    if not value and not production:
        return _generated(data, name)
    if not value:
        raise ConfigError(f"{name} is missing: set it to at least 32 random characters.")
    if len(value) < 32 or value.lower() in EXAMPLES or len(set(value)) < 8:
        raise ConfigError(f"{name} is too weak: set it to at least 32 random characters.")
    return value


def _encryption_key(read: Reader, production: bool, data: Path) -> str:
    remedy = "set it to 64 hex characters, for example from: openssl rand -hex 32."
    value = read.text("ENCRYPTION_KEY", "")
    if not value and not production:
        return _generated(data, "ENCRYPTION_KEY")
    if not value:
        raise ConfigError(f"ENCRYPTION_KEY is missing: {remedy}")
    if not re.fullmatch(HEX_KEY, value):
        raise ConfigError(f"ENCRYPTION_KEY is malformed: {remedy}")
    return value.lower()


def _encryption_keys_old(read: Reader) -> tuple[str, ...]:
    keys = tuple(filter(None, re.split(r"[,\s]+", read.text("ENCRYPTION_KEYS_OLD", ""))))
    if not all(re.fullmatch(HEX_KEY, key) for key in keys):
        raise ConfigError(
            "ENCRYPTION_KEYS_OLD is malformed: set it to keys of 64 hex characters, with commas between."
        )
    return tuple(key.lower() for key in keys)


def _generated(data: Path, name: str) -> str:
    """A development secret, made once and kept in the data folder for its owner's eyes only."""
    path = data / "secrets" / name
    if path.exists():
        return path.read_text().strip()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = secrets.token_hex(32)
    try:
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(value)
    except FileExistsError:  # another process of the same start was first
        return path.read_text().strip()
    return value


def _database_url(read: Reader, data: Path) -> str:
    value = read.text("DATABASE_URL", f"sqlite:///{data / 'kreatr.db'}")
    for plain in ("postgres://", "postgresql://"):
        if value.startswith(plain):
            value = "postgresql+psycopg://" + value.removeprefix(plain)
    if not value.startswith(("sqlite:", "postgresql+psycopg:")):
        raise ConfigError("DATABASE_URL must start with sqlite: or postgresql:.")
    return value


def _s3(read: Reader) -> dict[str, Any]:
    bucket, endpoint = read.text("AWS_S3_BUCKET", ""), read.text("AWS_ENDPOINT_URL", "").rstrip("/")
    key_id, secret = read.text("AWS_ACCESS_KEY_ID", ""), read.text("AWS_SECRET_ACCESS_KEY", "")
    if bucket and not (key_id and secret):
        raise ConfigError(
            "AWS_S3_BUCKET needs a key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or unset the bucket."
        )
    if endpoint and urlsplit(endpoint).scheme not in ("http", "https"):
        raise ConfigError("AWS_ENDPOINT_URL must start with https:// (or http://).")
    return {
        "s3_bucket": bucket,
        "s3_endpoint": endpoint,
        "s3_key_id": key_id,
        "s3_secret": secret,
        "s3_region": read.text("AWS_REGION", "us-east-1"),
    }


def _clamd(read: Reader) -> str:
    value = read.text("CLAMD_SOCKET", "")
    if value and not value.startswith("/") and not re.fullmatch(r"[^:/]+:\d{1,5}", value):
        raise ConfigError("CLAMD_SOCKET must be the path of a socket, or host:port.")
    return value


def _vapid(read: Reader) -> str:
    value = read.text("VAPID_PRIVATE_KEY", "")
    if value and not vapid.is_key(value):
        raise ConfigError("VAPID_PRIVATE_KEY is malformed: take a line from: flask --app app push keys.")
    return value


def flask_settings(config: Config) -> dict[str, Any]:
    """The settings Flask and its extensions read, derived from one Config."""
    return {
        "KREATR": config,
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": [config.secret_key_old] if config.secret_key_old else [],
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SESSION_COOKIE_NAME": "__Host-kreatr" if config.secure else "kreatr",
        "SESSION_COOKIE_SECURE": config.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": 30 * 24 * 3600,
        "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 100,
        "WTF_CSRF_TIME_LIMIT": 24 * 3600,
        "WTF_CSRF_SSL_STRICT": False,
        "TEMPLATES_AUTO_RELOAD": False,
    }
