"""The table of finished pages: bounded, and nothing of before a change gets in or stays."""

from __future__ import annotations

from kreatr.kernel import table
from kreatr.kernel.table import Page, Table


def _page(name: str, *tags: str, size: int = 1000, ends: float = 100.0) -> Page:
    return Page(name, tags, (), b"x" * size, ends, "room.page", ())


def test_a_page_ends_with_its_time_or_its_tags() -> None:
    kept = Table(1_000_000)
    assert kept.put("a", _page("a", "one", "all"), kept.changes) and kept.put("b", _page("b", "all"), 0)
    assert kept.find("a", 99.9) and kept.find("b", 99.9)
    kept.drop(["one"])
    assert kept.find("a", 0) is None and kept.find("b", 0)
    assert kept.find("b", 100.0) is None
    assert kept.bytes == 0 and not (kept.answers or kept.pages or kept.tagged)


def test_what_was_begun_before_a_change_is_not_kept_after_it() -> None:
    kept = Table(1_000_000)
    since = kept.changes
    kept.drop(["one"])
    assert not kept.put("a", _page("a", "one"), since)
    assert kept.put("a", _page("a", "one"), kept.changes)
    assert kept.put("b", _page("b", "two"), since), "another tag's page is none of its business"
    kept.clear()
    assert not kept.put("b", _page("b", "two"), since)


def test_of_many_changes_only_the_latest_are_told_apart() -> None:
    kept = Table(1_000_000)
    since = kept.changes
    for number in range(table.DROPS + 2):
        kept.drop([f"tag {number}"])
    assert len(kept.changed) <= table.DROPS + 1
    assert not kept.put("a", _page("a", "tag 0"), since), "what is not remembered counts as changed"


def test_it_is_bounded_and_those_asked_for_longest_ago_give_way() -> None:
    kept = Table(20_000)
    for number in range(100):
        kept.put(number, _page(str(number), "all"), 0)
        kept.find(0, 0)
        assert kept.bytes <= 20_000
    assert kept.find(0, 0) and kept.find(99, 0) and kept.find(1, 0) is None
    assert not kept.put("large", _page("large", "all", size=19_000), 0)


def test_equal_pages_share_their_bytes() -> None:
    kept = Table(1_000_000)
    for number in range(10):
        kept.put(number, _page("same", "all", size=50_000), 0)
    assert kept.bytes < 100_000 and len(kept.answers) == 10
    kept.drop(["all"])
    assert kept.bytes == 0
