"""Stylesheets: declared tokens only, colours in one file."""

from __future__ import annotations

import re

from tests.conformance.source import STATIC, TEMPLATES, name, report

SHEETS = sorted((STATIC / "css").rglob("*.css"))
TOKENS = ("tokens.css", "tokens-admin.css")
ADMIN_TOKENS = {"--paper", "--sheet", "--sunken", "--line"}
COMMENT = re.compile(r"/\*.*?\*/", re.S)
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\("
    r"|:\s*(?:white|black|red|blue|green|gray|grey|yellow|orange|silver|gold|navy|teal)\b",
    re.I,
)
FAMILY = re.compile(r"@(?:import|font-face)|url\(\s*['\"]?(?:https?:)?//", re.I)


def _lines() -> list[tuple[str, str, int, str]]:
    found = []
    for path in SHEETS:
        text = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), path.read_text())
        found += [(path.name, name(path), number, line) for number, line in enumerate(text.splitlines(), 1)]
    return found


def test_only_declared_tokens_are_used() -> None:
    lines = _lines()
    declared = {token for *_place, line in lines for token in re.findall(r"(--[\w-]+)\s*:", line)}
    declared |= {token for *_place, line in lines for token in re.findall(r"@property\s+(--[\w-]+)", line)}
    found = [
        f"{place}:{number} {token}"
        for _file, place, number, line in lines
        for token in re.findall(r"var\(\s*(--[\w-]+)", line)
        if token not in declared
    ]
    report(found, "declare the token in tokens.css, or use one that is there")


def test_no_token_is_left_over() -> None:
    lines = _lines()
    declared = {
        token
        for file, *_place, line in lines
        if file == "tokens.css"
        for token in re.findall(r"(--[\w-]+)\s*:", line)
    }
    used = {token for *_place, line in lines for token in re.findall(r"var\(\s*(--[\w-]+)", line)}
    report(sorted(declared - used), "delete tokens nobody uses")


def test_colours_stand_in_the_tokens_only() -> None:
    found = [
        f"{place}:{number} {line.strip()}"
        for file, place, number, line in _lines()
        if file not in TOKENS and COLOUR.search(line)
    ]
    report(found, "colours live in tokens.css; name yours there and use var(--name)")


def test_the_admin_area_changes_four_tokens_and_nothing_else() -> None:
    """Each in both themes, so that none of the two keeps the colour of the other rooms."""
    text = COMMENT.sub("", (STATIC / "css/tokens-admin.css").read_text())
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", text)
    selectors = [selector.split(";")[-1].strip() for selector, _body in rules]
    assert selectors == [".room-admin"] * 3 + ['[data-contrast="more"] .room-admin']
    set_ = [
        [line.split(":")[0].strip() for line in body.split(";") if line.strip()] for _selector, body in rules
    ]
    assert [set(names) for names in set_] == [ADMIN_TOKENS, ADMIN_TOKENS, {"--line"}, {"--line"}]
    both = rules[1][1]
    assert both.count("light-dark(") == len(ADMIN_TOKENS)
    assert all(f"light-dark({value}," in both for value in re.findall(r": (oklch\([^)]+\))", rules[0][1]))


def test_nothing_is_loaded_from_outside() -> None:
    found = [
        f"{place}:{number} {line.strip()}" for _file, place, number, line in _lines() if FAMILY.search(line)
    ]
    report(found, "no web fonts, no @import, nothing from other hosts")


def test_icons_that_are_used_are_in_the_sprite() -> None:
    sprites = [(STATIC / f"icons/{name}.svg").read_text() for name in ("icons", "dashboard")]
    symbols = set(re.findall(r'id="([\w-]+)"', "".join(sprites)))
    asked = {
        icon: path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        for icon in re.findall(r"\bicon\(\s*[\"']([\w-]+)[\"']", path.read_text())
    }
    missing = [
        f"{place} uses {icon}"
        for icon, place in asked.items()
        if icon not in symbols and f"i-{icon}" not in symbols
    ]
    report(missing, "add the symbol to a sprite of static/icons")


def test_no_selector_begins_a_part_with_a_colon() -> None:
    """Inside a layer the minifier takes `.a :is(b)` for a declaration, drops the space, and the rule never matches."""
    found = [
        f"{place}:{number} {line.strip()}"
        for _file, place, number, line in _lines()
        if not line.lstrip().startswith("@")
        and re.search(r"[\w\])] ::?[a-z-]+[^;{]*\{", line.split("{")[0] + "{")
    ]
    report(found, "write *:is(…), or name the element before the colon")
