"""The providers as a program of its own: `python -m tests.ai.outside PORT [DELAY]`; ends with Ctrl-C or SIGTERM."""

from __future__ import annotations

import signal
import sys
import threading

from tests.ai.outside import Outside

over = threading.Event()
for number in (signal.SIGTERM, signal.SIGINT):
    signal.signal(number, lambda *_: over.set())
outside = Outside(int(sys.argv[1]))
outside.delay = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
print(outside.url, flush=True)
over.wait()
outside.close()
