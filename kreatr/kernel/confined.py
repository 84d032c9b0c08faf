"""Runs one job on somebody's bytes in a small process of its own, with limits, without secrets, for a short time.

The child is a fresh interpreter that imports one module of this folder and nothing else of the house: it knows no
database, no key, no address. Whatever becomes of it, the worker goes on.
"""

from __future__ import annotations

import importlib
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from kreatr.kernel import child

CODE = Path(__file__).parent.parent
KEPT = ("LD_LIBRARY_PATH", "SystemRoot")  # without them some interpreters do not start
# The package without its `__init__`, which would import the whole house.
PROGRAM = """
import sys, types
house = types.ModuleType("kreatr")
house.__path__ = [sys.argv[1]]
sys.modules["kreatr"] = house
from kreatr.kernel import confined
confined.live(*sys.argv[2:])
"""
CHUNK = 1 << 16
PEAK = struct.Struct(">Q")  # the child's last word


class Limits(NamedTuple):
    """What a child may take: seconds of a processor, seconds on the clock (more, for a busy machine), bytes to allocate
    and to write."""

    work: int
    seconds: int
    memory: int
    output: int


class Ended(NamedTuple):
    """How a child ended: what it wrote, whether it came to its own end or took too long, and the most memory it held."""

    output: bytes
    whole: bool
    late: bool
    peak: int  # bytes; 0 when it did not come to its own end


def run(module: str, arguments: tuple[str, ...], source: IO[bytes], limits: Limits) -> Ended:
    """Calls `kreatr.kernel.<module>.main(*arguments)` in a child whose standard input is the open file `source`."""
    source.seek(0)
    deadline = time.monotonic() + limits.seconds
    process = subprocess.Popen(
        [
            *(sys.executable, "-I", "-B", "-c", PROGRAM, str(CODE), str(os.getpid())),
            *(str(limits.work), str(limits.memory), module, *arguments),
        ],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in KEPT if name in os.environ},
        cwd="/",
        start_new_session=True,
    )
    assert process.stdout is not None
    with process.stdout as pipe:
        output = _gather(pipe, deadline, limits.output)
        return _end(process, output, deadline)


def _gather(pipe: IO[bytes], deadline: float, most: int) -> bytes | None:
    """What the child writes until it closes its output; None when it takes too long or writes too much."""
    output = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        if not select.select([pipe], [], [], left)[0]:
            break
        chunk = os.read(pipe.fileno(), CHUNK)
        if not chunk:
            return bytes(output)
        output += chunk
        if len(output) > most:
            break
    return None


def _end(process: subprocess.Popen[bytes], output: bytes | None, deadline: float) -> Ended:
    """Waits for the child, kills what is left of its group, and says how it ended."""
    with suppress(subprocess.TimeoutExpired):
        if output is not None:
            process.wait(max(0.0, deadline - time.monotonic()))
    late = process.returncode in (None, -signal.SIGXCPU)
    child.end_group(process.pid)
    process.wait()
    if process.returncode or output is None:
        return Ended(b"", False, late, 0)
    return Ended(output[: -PEAK.size], True, False, PEAK.unpack(output[-PEAK.size :])[0])


def live(parent: str, work: str, memory: str, module: str, *arguments: str) -> None:
    """The child's side: takes its limits, then does its one job."""
    child.bind_to(int(parent))
    for kind, most in (
        (resource.RLIMIT_CPU, int(work)),
        (resource.RLIMIT_DATA, int(memory)),
        (resource.RLIMIT_AS, 4 * int(memory)),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a machine may know a limit only by name
            resource.setrlimit(kind, (most, most))
    importlib.import_module(f"kreatr.kernel.{module}").main(*arguments)
    sys.stdout.buffer.write(PEAK.pack(_peak()))


def _peak() -> int:
    """The most memory this process ever held. The system's count (`ru_maxrss`) begins with that of the parent."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
