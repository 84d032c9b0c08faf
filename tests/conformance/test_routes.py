"""Every address of the house: who may use it, how it is written, how it changes things."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.conformance.source import CODE, functions, name, python, report

SAFE, UNSAFE = {"GET", "HEAD", "OPTIONS"}, {"POST", "PUT", "PATCH", "DELETE"}
PARAMETER = re.compile(r"<[^>]+>")
SEGMENT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)*|\.well-known")
# Opening an inquiry is what reading it means; it changes nothing else.
READING = {("inquiries", "read"), ("inquiries", "mark_read"), ("inquiries", "open_inquiry")}

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def rules(houses: Callable[[str], Flask]) -> list[Rule]:
    return list(houses("sqlite").url_map.iter_rules())


def test_every_route_says_who_may_use_it(houses: Callable[[str], Flask]) -> None:
    handlers = houses("sqlite").view_functions.items()
    report(
        [endpoint for endpoint, handler in handlers if not getattr(handler, "right", None)],
        "decorate the route with access.anyone, access.signed_in or access.allow(…), right under the route",
    )


def test_url_parameters_are_typed(rules: list[Rule]) -> None:
    report(
        [rule.rule for rule in rules if re.search(r"<[^:>]+>", rule.rule)],
        "name the type: <uuid:id>, <string:username>, <int:page>",
    )


def test_paths_are_kebab_case(rules: list[Rule]) -> None:
    segments = {
        rule.rule: [part for part in PARAMETER.sub("x", rule.rule).split("/") if part] for rule in rules
    }
    report(
        [path for path, parts in segments.items() if any(not SEGMENT.fullmatch(part) for part in parts)],
        "write paths in lower case with hyphens",
    )


def test_routes_use_known_methods(rules: list[Rule]) -> None:
    report(
        [f"{rule.rule} {rule.methods}" for rule in rules if not (rule.methods or set()) <= SAFE | UNSAFE],
        "a route answers GET, POST, PUT, PATCH or DELETE",
    )


def test_what_only_reads_changes_nothing() -> None:
    found = []
    for path in python():
        room = path.relative_to(CODE).parts[0]
        for function in functions(path):
            if _methods(function) != {"GET"}:
                continue
            for verb in _actions(function):
                if (room, verb) not in READING:
                    found.append(f"{name(path)}:{function.lineno} {function.name} calls actions.{verb}")
    report(found, "a GET may be repeated by anybody at any time: change things by POST, PUT, PATCH or DELETE")


def _methods(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    found: set[str] = set()
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Attribute):
            continue
        if decorator.func.attr.upper() in SAFE | UNSAFE:
            found.add(decorator.func.attr.upper())
        if decorator.func.attr == "route":
            given = [keyword.value for keyword in decorator.keywords if keyword.arg == "methods"]
            found |= set(ast.literal_eval(given[0])) if given else {"GET"}
    return found


def _actions(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        called = node.func if isinstance(node, ast.Call) else None
        if (
            isinstance(called, ast.Attribute)
            and isinstance(called.value, ast.Name)
            and called.value.id == "actions"
        ):
            yield called.attr
