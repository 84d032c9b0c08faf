"""The addresses of accounts."""

from kreatr.accounts.routes import confirmation, registration, resetting, settings, signing_in
from kreatr.accounts.routes.pages import blueprint

__all__ = ["blueprint", "confirmation", "registration", "resetting", "settings", "signing_in"]
