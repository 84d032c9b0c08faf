"""Creators: public profiles."""

from kreatr.creators.queries import face
from kreatr.kernel.manifest import Room

room = Room("creators", template_globals={"face": face})
