"""The addresses of creators: the profile's form."""

from kreatr.creators.routes.profile import blueprint

__all__ = ["blueprint"]
