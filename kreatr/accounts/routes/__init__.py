"""The addresses of accounts."""

from kreatr.accounts.routes import again, confirmation, registration, resetting, settings, signing_in, taking
from kreatr.accounts.routes.pages import blueprint

__all__ = [
    "again",
    "blueprint",
    "confirmation",
    "registration",
    "resetting",
    "settings",
    "signing_in",
    "taking",
]
