"""Does the database use the indexes it was given? The plans of the main queries, and the names that must occur."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.cases import PATH, skills
from benchmarks.report import Report, say
from kreatr.kernel.db import db

if TYPE_CHECKING:
    from benchmarks.houses import House

# SQLite names a primary key's index after its table, PostgreSQL after its constraint.
SKILLS = {"SQLite": "sqlite_autoindex_listing_skills_1", "PostgreSQL": "pk_listing_skills"}
SEARCH = {"SQLite": "listing_search VIRTUAL TABLE INDEX", "PostgreSQL": "ix_listing_search_document"}


def show(report: Report, engine: str, house: House) -> None:
    """Prints each plan's lines that name a table or an index, and checks what must be among them."""
    say(f"\nQuery plans on {engine}, the largest\n")
    for name, query, wanted in _asked(engine, house):
        lines = _plan(house, f"{PATH}?{query}")
        found = any(wanted in line for line in lines)
        say(f"{name}: {wanted} {report.check(f'{engine}, {name}: the plan uses {wanted}', found)}")
        for line in lines:
            say(f"    {line}")


def _asked(engine: str, house: House) -> list[tuple[str, str, str]]:
    with house.app.app_context():
        common, _second, rare = skills()
    return [
        ("most popular", "", "ix_listings_popular"),
        ("newest", "sort=newest&category=PROMPTER", "ix_listings_newest"),
        ("highest rated", "sort=rating&availability=AVAILABLE&rating=4", "ix_listings_rated"),
        ("a common skill", f"skill={common}", SKILLS[engine]),
        ("a rare skill", f"skill={rare}", SKILLS[engine]),
        ("search", "q=zzyzxqwv", SEARCH[engine]),
    ]


def _plan(house: House, url: str) -> list[str]:
    house.ask(url)
    house.statements.clear()
    house.ask(url)
    asked = [one for one in house.statements if "listing" in one[0] and not one[0].startswith("EXPLAIN")]
    lines: list[str] = []
    with house.app.app_context(), db.engine.connect() as connection:
        word = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN (COSTS OFF) "
        for statement, parameters in asked:
            rows = connection.exec_driver_sql(word + statement, _bound(parameters))
            lines += [str(row[-1]).strip() for row in rows]
    return [
        line for line in lines if any(sign in line for sign in ("SCAN", "SEARCH", "Scan", "Index", "USE"))
    ]


def _bound(parameters: Any) -> Any:
    return parameters or ()
