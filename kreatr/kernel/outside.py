"""The outside communities: which ones are ours, where they are asked, and with what right. All of it is optional."""

from __future__ import annotations

from dataclasses import dataclass, field

from kreatr.kernel.reading import ConfigError, Reader

INVITE = "https://discord.gg/"
SLUG = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,95})"
KEY = r"[\x21-\x7e]{1,500}"  # what may stand in a header


@dataclass(frozen=True)
class Outside:
    """What is measured outside. A name is empty where nothing is measured; addresses are empty for the platform's own.

    `private` lets addresses be on this machine or in its network, by plain HTTP too (stand-ins, mirrors).
    """

    discord_invite: str = ""
    discord_token: str = field(default="", repr=False)
    discord_url: str = ""
    reddit_subreddit: str = ""
    reddit_id: str = ""
    reddit_secret: str = field(default="", repr=False)
    reddit_url: str = ""
    github_repo: str = ""
    github_org: str = ""
    github_token: str = field(default="", repr=False)
    github_url: str = ""
    huggingface_org: str = ""
    huggingface_token: str = field(default="", repr=False)
    huggingface_url: str = ""
    private: bool = False

    @classmethod
    def read(cls, read: Reader) -> Outside:
        """Reads and checks the variables. Raises ConfigError."""
        private = read.flag("ALLOW_PRIVATE_SOURCES", False)
        found = cls(
            discord_invite=_invite(read),
            discord_token=_key(read, "DISCORD_BOT_TOKEN"),
            reddit_subreddit=read.matching(
                "REDDIT_SUBREDDIT", r"\w{2,21}", "must be the name of a subreddit, without r/."
            ),
            reddit_id=_key(read, "REDDIT_CLIENT_ID"),
            reddit_secret=_key(read, "REDDIT_CLIENT_SECRET"),
            github_repo=read.matching("GITHUB_REPO", f"{SLUG}/{SLUG}", "must look like owner/name."),
            github_org=read.matching("GITHUB_ORG", SLUG, "must be the name of an organisation."),
            github_token=_key(read, "GITHUB_TOKEN"),
            huggingface_org=read.matching("HUGGINGFACE_ORG", SLUG, "must be the name of an organisation."),
            huggingface_token=_key(read, "HUGGINGFACE_TOKEN"),
            **{
                f"{name.lower()}_url": read.address(
                    f"{name}_API_URL", "", switch="ALLOW_PRIVATE_SOURCES", instead="the platform's token"
                )
                for name in ("DISCORD", "REDDIT", "GITHUB", "HUGGINGFACE")
            },
            private=private,
        )
        if bool(found.reddit_id) != bool(found.reddit_secret):
            raise ConfigError("REDDIT_CLIENT_ID and REDDIT_CLIENT_SECRET belong together: set both or none.")
        if found.github_repo and found.github_org:
            raise ConfigError("GITHUB_REPO and GITHUB_ORG exclude each other: set one of them.")
        return found


def _invite(read: Reader) -> str:
    value = read.text("DISCORD_INVITE", "").removeprefix(INVITE)
    return Reader({"DISCORD_INVITE": value}).matching(
        "DISCORD_INVITE",
        r"[A-Za-z0-9-]{2,64}",
        "must be the code of an invite, or https://discord.gg/ with it.",
    )


def _key(read: Reader, name: str) -> str:
    return read.matching(
        name, KEY, "must be one word of plain letters, digits and signs, as the platform gave it."
    )
