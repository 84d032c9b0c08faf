"""The six AI providers as their documentation describes them, at the wire: one real HTTP server on the loopback.

`Outside()` in a test, or `python -m tests.ai.outside PORT` as a program of its own.
"""

from tests.ai.outside.server import Asked, Outside

__all__ = ["Asked", "Outside"]
