"""AI work: people's keys, models and prices, who pays, the calls themselves and what they cost."""

from kreatr.kernel.manifest import Entry, Room

room = Room("ai", clock=(Entry("kreatr.ai.jobs.release_lost", 10),))
