"""The outside communities, one file each, behind one small protocol."""

from kreatr.community.models import Platform
from kreatr.community.sources.discord import Discord
from kreatr.community.sources.github import GitHub
from kreatr.community.sources.huggingface import HuggingFace
from kreatr.community.sources.line import Line
from kreatr.community.sources.reddit import Reddit
from kreatr.community.sources.source import Failure, Measured, Source

SOURCES: dict[Platform, Source] = {
    source.platform: source for source in (Discord(), Reddit(), GitHub(), HuggingFace())
}

__all__ = ["SOURCES", "Failure", "Line", "Measured", "Source"]
