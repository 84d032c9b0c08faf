"""AI work: people's keys, models and prices, who pays, the calls themselves and what they cost."""

from kreatr.ai import commands
from kreatr.ai.models import AiCall  # noqa: F401  (until its routes need it)
from kreatr.kernel.manifest import Room

room = Room("ai", commands=(commands.group,))
