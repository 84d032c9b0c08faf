"""Creators: public profiles."""

from kreatr.creators import queries
from kreatr.kernel.manifest import Room

room = Room("creators", template_globals={"face": queries.face}, uses=queries.uses, sees=queries.sees)
