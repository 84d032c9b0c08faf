"""kreatr: configuration → kernel → features, in the order of the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask

from kreatr import (
    accounts,
    admin,
    ai,
    analytics,
    byok,
    community,
    creators,
    credits,
    dashboard,
    demo,
    inquiries,
    marketplace,
    moderation,
    notices,
    operations,
    portfolio,
    pwa,
    reviews,
    sharing,
    site,
    studio,
    uploads,
)
from kreatr.kernel import (
    assets,
    bodies,
    cache,
    commands,
    config,
    csrf,
    current,
    db,
    drawn,
    embedded,
    errors,
    events,
    headers,
    health,
    i18n,
    jobs,
    limits,
    log,
    measuring,
    money,
    pictures,
    prefs,
    sheets,
    shell,
    storage,
    takeaway,
    tally,
    templates,
    text,
    valkey,
)
from kreatr.kernel.manifest import Room

ROOMS: tuple[Room, ...] = (
    accounts.room,
    notices.room,
    uploads.room,
    creators.room,
    reviews.room,
    portfolio.room,
    marketplace.room,
    inquiries.room,
    analytics.room,
    community.room,
    sharing.room,
    credits.room,
    ai.room,
    byok.room,
    studio.room,
    moderation.room,
    operations.room,
    pwa.room,
    dashboard.room,
    admin.room,
    site.room,
    demo.room,
)


def create_app(overrides: dict[str, Any] | None = None) -> Flask:
    """The app for the environment it is started in; `overrides` are Flask settings that win. Raises ConfigError."""
    loaded: config.Config = (overrides or {}).get("KREATR") or config.load()
    root = Path(__file__).parent.parent
    app = Flask(__name__, template_folder=root / "templates", static_folder=None)
    app.jinja_environment = templates.Environment  # type: ignore[assignment]  # Flask's own hook for this
    app.config.from_mapping(config.flask_settings(loaded))
    app.config.from_mapping(
        REDIS_URL=loaded.redis_url or embedded.valkey_url(loaded.data),
        LIMITS_FACTOR=loaded.limits_factor,
        **(overrides or {}),
    )
    log.init()
    loaded.data.mkdir(parents=True, exist_ok=True)
    for part in (
        headers,
        db,
        valkey,
        measuring,
        prefs,
        drawn,
        i18n,
        money,
        text,
        storage,
        tally,
        assets,
        sheets,
        cache,
        limits,
        errors,
        csrf,
        health,
        commands,
    ):
        part.init_app(app)
    app.session_interface = current.Sessions()
    current.login_manager.init_app(app, add_context_processor=False)
    for wired in (bodies, events, jobs, pictures, shell, takeaway):
        wired.init_app(app, ROOMS)
    return app
