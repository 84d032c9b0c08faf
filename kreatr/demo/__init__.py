"""The demo world: people, works and words to look around in, and crowds for load tests."""

from kreatr.demo import commands
from kreatr.kernel.manifest import Room

room = Room("demo", commands=(commands.demo, commands.many))
