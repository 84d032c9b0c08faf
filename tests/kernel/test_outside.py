"""The variables of the outside communities: what is refused, and that no token is ever printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kreatr.kernel.config import ConfigError, load
from kreatr.kernel.outside import Outside
from kreatr.kernel.reading import Reader

ADDRESSES = ("DISCORD_API_URL", "REDDIT_API_URL", "GITHUB_API_URL", "HUGGINGFACE_API_URL")
KEYS = ("DISCORD_BOT_TOKEN", "REDDIT_CLIENT_SECRET", "GITHUB_TOKEN", "HUGGINGFACE_TOKEN")
WHOLE = {
    "DISCORD_INVITE": "https://discord.gg/kreatr-id",
    "DISCORD_BOT_TOKEN": "rahasia.discord-1",
    "REDDIT_SUBREDDIT": "kreatr_id",
    "REDDIT_CLIENT_ID": "aplikasi",
    "REDDIT_CLIENT_SECRET": "rahasia-reddit-2",
    "GITHUB_REPO": "kreatr-id/studio.py",
    "GITHUB_TOKEN": "ghp_rahasia3",
    "HUGGINGFACE_ORG": "kreatr-id",
    "HUGGINGFACE_TOKEN": "hf_rahasia4",
}
REFUSED = {
    "DISCORD_INVITE": ["x", "https://discord.com/invite/kreatr", "https://evil.example/kreatr", "kre atr", "../x", "k" * 65],
    "REDDIT_SUBREDDIT": ["r/kreatr", "k", "kreatr id", "k" * 22, "kreatr/top", "../kreatr"],
    "GITHUB_REPO": ["kreatr", "kreatr/", "/studio", "a/b/c", "https://github.com/kreatr/studio", "../studio", "a/..", "a/b?c"],
    "GITHUB_ORG": ["kreatr/studio", "-kreatr", "kre atr", "..", "k" * 97],
    "HUGGINGFACE_ORG": ["kreatr/lora", ".kreatr", "kreatr?x=1"],
    "ALLOW_PRIVATE_SOURCES": ["yes", "2"],
    **{
        name: [
            "api.example", "ftp://api.example", "https://", "https://api.example/?q=1", "https://api.example/#x",
            "http://api.example", "https://[::1", "https://api.example:99999", "https://api.example:x", "https://api.example:0",
            "https://maya:rahasia@api.example", "https://maya@api.example",
        ]
        for name in ADDRESSES
    },
    **{name: ["dua kata", "baris\nbaru", "sandiñ", "x" * 501] for name in KEYS},
}  # fmt: skip


def read(**variables: str) -> Outside:
    return Outside.read(Reader(variables))


def test_nothing_is_measured_by_default() -> None:
    assert read() == Outside()


def test_everything_can_be_set() -> None:
    found = read(**WHOLE)
    assert (found.discord_invite, found.reddit_subreddit) == ("kreatr-id", "kreatr_id")
    assert (found.github_repo, found.huggingface_org) == ("kreatr-id/studio.py", "kreatr-id")
    assert (found.github_token, found.private) == ("ghp_rahasia3", False)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in REFUSED.items() for value in values]
)
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    together = {"REDDIT_CLIENT_ID": "aplikasi"} if name == "REDDIT_CLIENT_SECRET" else {}
    with pytest.raises(ConfigError) as refused:
        read(**{**together, name: value})
    message = str(refused.value)
    assert message.startswith(name) and message.endswith(".") and "\n" not in message
    assert "rahasia" not in message and (name not in KEYS or value not in message), "no secret is printed"


@pytest.mark.parametrize("name", ADDRESSES)
def test_addresses_of_stand_ins_and_mirrors(name: str) -> None:
    field = f"{name.removesuffix('_API_URL').lower()}_url"
    assert getattr(read(**{name: "https://mirror.example:8443/discord/"}), field) == (
        "https://mirror.example:8443/discord"
    )
    here = {name: "http://127.0.0.1:8080", "ALLOW_PRIVATE_SOURCES": "1"}
    assert getattr(read(**here), field) == "http://127.0.0.1:8080" and read(**here).private


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"REDDIT_CLIENT_ID": "a"}, "belong together"),
        ({"REDDIT_CLIENT_SECRET": "a"}, "belong together"),
        ({"GITHUB_REPO": "a/b", "GITHUB_ORG": "a"}, "exclude each other"),
    ],
)
def test_variables_that_do_not_fit_each_other(variables: dict[str, str], said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        read(**variables)


def test_tokens_are_not_printed(tmp_path: Path) -> None:
    config = load({**WHOLE, "KREATR_DATA": str(tmp_path)})
    assert config.outside.discord_token == "rahasia.discord-1"
    assert "rahasia" not in repr(config) and "rahasia" not in str(config.outside)
