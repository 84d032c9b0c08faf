"""The app without the web: `python worker.py` works the queue, `clock` keeps the time, `caller` makes the AI calls.

They need REDIS_URL; `python app.py` runs them itself.
"""

from __future__ import annotations

import sys

from kreatr import create_app
from kreatr.ai import caller
from kreatr.kernel import jobs, outbox
from kreatr.kernel.config import ConfigError

USAGE = "usage: python worker.py [clock | caller]"


def main(arguments: list[str]) -> int:
    """Runs the worker, the clock or the caller until SIGTERM; returns the exit status."""
    if arguments not in ([], ["clock"], ["caller"]):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        app = create_app()
    except ConfigError as error:
        print(f"kreatr: {error}", file=sys.stderr)
        return 2
    if not app.config["REDIS_URL"]:
        print(
            "kreatr: REDIS_URL is missing: the worker needs the queue of the web processes.", file=sys.stderr
        )
        return 2
    if arguments == ["caller"]:
        caller.run(app)
    elif arguments:
        jobs.run_clock(app, outbox.sweep, outbox.SWEEP_SECONDS)
    else:
        jobs.run_worker(app)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
