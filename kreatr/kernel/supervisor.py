"""Runs the parts of one machine as children: starts them, starts again what dies, ends all of them together.

The children are forked from the process that has loaded the app, so the app is loaded once, and they share its memory.
On Linux the kernel kills them when the supervisor goes; elsewhere they look after it themselves.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import time
from dataclasses import dataclass

import structlog

from kreatr.kernel.child import Work, end_group, fork, send

PAUSES = (1, 2, 4, 8, 16, 30)  # seconds before a part that died is started again
CALM_SECONDS = 60  # a part that lived this long begins again with the shortest pause
GRACE_SECONDS = 8  # for requests and jobs under way
LAST_GRACE_SECONDS = 1  # for the parts the others lean on
OPEN_FILES = 65_536

log = structlog.get_logger("supervisor")


@dataclass
class Part:
    """One child. `work` runs in it until it is done; `ground` marks what the others lean on: it is ended last."""

    name: str
    work: Work
    ground: bool = False
    pid: int = 0
    since: float = 0.0
    falls: int = 0
    due: float | None = None


class Supervisor:
    """Keeps its parts alive until SIGTERM, SIGINT or SIGHUP."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.stopping = False
        self._bell, bell = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(bell, False)
        signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        _allow_open_files()

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def start(self, name: str, work: Work, ground: bool = False) -> Part:
        """Starts a part that is to be kept alive."""
        part = Part(name, work, ground)
        self.parts.append(part)
        self._launch(part)
        return part

    def finish(self, name: str, work: Work) -> bool:
        """Does `work` in a child, once; True when it went well. The kept parts are looked after meanwhile."""
        pid = fork(name, work)
        while True:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                end_group(pid)
                return os.waitstatus_to_exitcode(status) == 0
            if self.stopping:
                os.kill(pid, signal.SIGKILL)
            self.tend(0.5)

    def run(self) -> None:
        """Looks after the parts until a signal asks for the end, then ends them."""
        while not self.stopping:
            self.tend(30.0)
        self.end()

    def tend(self, seconds: float) -> None:
        """Sleeps until something happens, at most so long; notes who died and starts whose pause is over."""
        now = time.monotonic()
        for part in self.parts:
            if part.pid and (status := _reap(part)) is not None:
                self._fallen(part, status, now)
            if part.due is not None and part.due <= now and not self.stopping:
                self._launch(part)
        waits = [part.due - now for part in self.parts if part.due is not None]
        if not self.stopping:
            self._sleep(max(0.0, min([seconds, *waits])))

    def end(self) -> None:
        """SIGTERM to all, SIGKILL to who is still there after the grace; the ground goes last."""
        log.info("ending")
        for ground, grace in ((False, GRACE_SECONDS), (True, LAST_GRACE_SECONDS)):
            parts = [part for part in self.parts if part.ground == ground and part.pid]
            for part in parts:
                send(part.pid, signal.SIGTERM)
            until = time.monotonic() + grace
            while any(part.pid and _reap(part) is None for part in parts) and time.monotonic() < until:
                self._sleep(0.05)
            for part in parts:
                if part.pid:
                    log.warning("killed", part=part.name, pid=part.pid, after_seconds=grace)
                    end_group(part.pid)
                    os.waitpid(part.pid, 0)
        log.info("ended")

    def _launch(self, part: Part) -> None:
        part.pid, part.since, part.due = fork(part.name, part.work), time.monotonic(), None
        log.info("part_started", part=part.name, pid=part.pid)

    def _fallen(self, part: Part, status: int, now: float) -> None:
        part.falls = 1 if now - part.since > CALM_SECONDS else part.falls + 1
        pause = PAUSES[min(part.falls, len(PAUSES)) - 1]
        part.due = now + pause
        log.warning("part_ended", part=part.name, status=status, started_again_in_seconds=pause)

    def _sleep(self, seconds: float) -> None:
        if select.select([self._bell], [], [], seconds)[0]:
            os.read(self._bell, 4096)


def _allow_open_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _reap(part: Part) -> int | None:
    """The exit status of a part that has ended (negative: the signal), after its group is gone too; else None."""
    pid, status = os.waitpid(part.pid, os.WNOHANG)
    if not pid:
        return None
    end_group(part.pid)
    part.pid = 0
    return os.waitstatus_to_exitcode(status)
