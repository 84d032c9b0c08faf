"""A store of texts that is full at a number of bytes: what was put in first gives way."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any


class Kept(OrderedDict[Hashable, Any]):
    """Texts or bytes by anything, at most `most` bytes of them as Python counts them. Threads may share it: one that
    loses a race builds something twice, and what it puts in is counted once."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.bytes, self.lock = most, 0, threading.Lock()

    def __setitem__(self, key: Hashable, text: Any) -> None:
        with self.lock:
            if key not in self:
                super().__setitem__(key, text)
                self.bytes += sys.getsizeof(text)
            while self.bytes > self.most and len(self) > 1:
                self.bytes -= sys.getsizeof(self.popitem(last=False)[1])
