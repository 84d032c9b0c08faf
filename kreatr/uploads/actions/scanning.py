"""What looks at a file before people do: a virus scanner and a model that knows naked skin. Both are off unless asked for.

A scanner that was asked for and cannot answer holds the upload for a person: it is never passed unseen (C38).
"""

from __future__ import annotations

import tempfile
from typing import IO

import structlog
from flask import current_app

from kreatr.kernel import clamd, confined, nudity
from kreatr.kernel.images import Made
from kreatr.kernel.sniff import Unfit
from kreatr.uploads import words
from kreatr.uploads.actions import quarantine

log = structlog.get_logger()
FAILED = "scanner failed"
# The model and its runtime hold 145 MB at most, and half a second of a processor; a strip of 320 × 8,000 takes 1.5.
LIMITS = confined.Limits(work=6, seconds=6, memory=256 * 1024**2, output=4096)


def scan_file(original: IO[bytes]) -> str | None:
    """Looks for viruses in what arrived: None, or why it must be held. Raises Unfit when something was found."""
    address = current_app.config["KREATR"].clamd_socket
    if not address:
        return None
    try:
        found = clamd.infected(original, address)
    except clamd.ScanFailed as error:
        log.error("virus_scan_failed", error=str(error))
        return FAILED
    if found:
        raise Unfit(words.INFECTED)
    return None


def scan_picture(made: Made) -> str | None:
    """Looks for naked people in what was made: None, or why it must be held."""
    if not current_app.config["KREATR"].nudity_scan:
        return None
    width = max(width for width in made.files if width <= 768)
    with tempfile.TemporaryFile(dir=quarantine.folder()) as file:
        file.write(made.files[width])
        file.flush()
        ended = confined.run("nudity", (), file, LIMITS)
    if not ended.whole:
        log.error("nudity_scan_failed", late=ended.late, installed=nudity.installed())
        return FAILED
    return "nudity" if ended.output.strip() else None
