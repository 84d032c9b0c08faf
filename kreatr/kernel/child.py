"""One child process: forked from the loaded app, in a group of its own, bound to the life of its parent."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

PR_SET_PDEATHSIG, PR_SET_NAME = 1, 15

Work = Callable[[], object]


def fork(name: str, work: Work) -> int:
    """Starts `work` in a child with a session of its own, ready to be ended as a group; returns its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if not pid:
        _live(name, work, parent)
    return pid


def _live(name: str, work: Work, parent: int) -> NoReturn:
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        bind_to(parent)
        _rename(name)
        gc.freeze()
        work()
        status = 0
    except SystemExit as leave:
        status = leave.code if isinstance(leave.code, int) else int(leave.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def bind_to(parent: int) -> None:
    """Lets this process, and whatever it forks, die with its parent."""
    if sys.platform == "linux":
        _die_with_parent()
        os.register_at_fork(after_in_child=_die_with_parent)
        if os.getppid() != parent:
            os._exit(1)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _die_with_parent() -> None:
    _control(PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.killpg(0, signal.SIGKILL)


def _rename(name: str) -> None:
    if sys.platform == "linux":
        _control(PR_SET_NAME, ctypes.c_char_p(f"kreatr-{name}".encode()[:15]))


def _control(option: int, value: object) -> None:
    ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def end_group(pid: int) -> None:
    """Kills whoever is left of a child's group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def send(pid: int, number: signal.Signals) -> None:
    """Sends a signal to a child that may have gone already."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)
