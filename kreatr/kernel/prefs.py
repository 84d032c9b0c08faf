"""What a reader chose about how pages look: language, theme, contrast, lite mode. Kept in plain cookies, never on the server."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import Flask, Response, g, has_request_context, request

LOCALES = ("id", "en")
THEMES = ("auto", "light", "dark")
CONTRASTS = ("auto", "more")
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Prefs:
    """One reader's choices; unknown cookie values count as not chosen."""

    locale: str
    theme: str
    contrast: str
    lite: bool

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What a kept page depends on."""
        return self.locale, self.theme, self.contrast, "lite" if self.lite else ""


def current() -> Prefs:
    """The choices that came with this request. Save-Data asks for lite mode unless the reader said no.

    Outside of requests (worker, command line) nobody chose anything.
    """
    if not has_request_context():
        return Prefs(locale="id", theme="auto", contrast="auto", lite=False)
    found: Prefs | None = g.get("prefs")
    if found is None:
        found = g.prefs = _read()
    return found


def _read() -> Prefs:
    locale = asked_language() or request.cookies.get("locale", "id")
    theme = request.cookies.get("theme", "auto")
    contrast = request.cookies.get("contrast", "auto")
    lite = request.cookies.get("lite", "1" if request.headers.get("Save-Data") == "on" else "0")
    return Prefs(
        locale=locale if locale in LOCALES else "id",
        theme=theme if theme in THEMES else "auto",
        contrast=contrast if contrast in CONTRASTS else "auto",
        lite=lite == "1",
    )


def asked_language() -> str | None:
    """The language an address asks for with `?lang=`, for this one page: search engines know no cookies."""
    asked = request.args.get("lang")
    return asked if asked in LOCALES and request.method in ("GET", "HEAD") else None


def here() -> str:
    """This page's path and query, as a choice leads back to it: without a language of its own, which would win over the choice."""
    pairs = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    path = quote(request.path)
    return f"{path}?{urlencode(pairs)}" if pairs else path


def keep(response: Response, *, secure: bool, **chosen: str) -> Response:
    """Writes chosen values into cookies that last a year; the values were checked by the form."""
    for name, value in chosen.items():
        response.set_cookie(name, value, max_age=YEAR_SECONDS, secure=secure, samesite="Lax", path="/")
    return response


def init_app(app: Flask) -> None:
    """Gives templates the choices as `prefs`, and the way back to a page as `here()`."""
    app.jinja_env.globals.update(prefs=_Current(), here=here)


class _Current:
    def __getattr__(self, name: str) -> object:
        return getattr(current(), name)
