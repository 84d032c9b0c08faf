"""The worker's part: asking the outside communities, all that are due at once, within 20 seconds."""

from __future__ import annotations

import asyncio

import structlog
from flask import current_app

from kreatr.community.actions import counting, measuring
from kreatr.community.actions.measuring import Claim
from kreatr.community.sources import SOURCES, Failure, Line, Measured
from kreatr.kernel import outbound

log = structlog.get_logger()
ROUND_SECONDS = 20
Round = tuple[Claim, Line, Measured | Failure]


def refresh() -> None:
    """Clock job: asks every configured platform whose time has come. Nothing is owed by it: what was lost is due again."""
    config = current_app.config["KREATR"]
    wanted = [one.platform for one in SOURCES.values() if one.configured(config.outside)]
    claims = measuring.claim(wanted) if wanted else []
    lines = [Line(SOURCES[one.platform], config.outside, config.base_url, one.kept) for one in claims]
    for claim, line, outcome in outbound.run(_ask_all(claims, lines)) if claims else []:
        _keep(claim, line, outcome)


def prune_hours() -> None:
    """Clock job: see `measuring.prune_hours`."""
    measuring.prune_hours()


def count() -> None:
    """Clock job: see `counting.count`."""
    counting.count()


async def _ask_all(claims: list[Claim], lines: list[Line]) -> list[Round]:
    outcomes = await asyncio.gather(*(_ask(line) for line in lines))
    return list(zip(claims, lines, outcomes, strict=True))


async def _ask(line: Line) -> Measured | Failure:
    try:
        async with asyncio.timeout(ROUND_SECONDS):
            return await line.source.measure(line)
    except Failure as failure:
        return failure
    except TimeoutError:
        return Failure("timeout")
    except Exception as error:  # one platform's surprise must not cost the others their numbers
        # Without the message and the values: they may be the platform's words.
        log.error("source_broke", platform=line.source.platform.value, error=type(error).__name__)
        return Failure("garbage")


def _keep(claim: Claim, line: Line, outcome: Measured | Failure) -> None:
    platform = claim.platform.value
    if isinstance(outcome, Failure):
        log.warning("source_failed", platform=platform, code=outcome.code)
        measuring.fail(claim, line, outcome)
        return
    measuring.keep(claim, line, outcome)
    log.info("source_measured", platform=platform, asked=line.asked, trouble=line.trouble)
