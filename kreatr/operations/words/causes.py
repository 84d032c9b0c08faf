"""Why something failed, in words an administrator can act on; the raw error stands beside it."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _l

MAIL_AWAY = _l("The mail server cannot be reached. Check SMTP_HOST and SMTP_PORT, or wait until it is back.")
CAUSES: tuple[tuple[str, Any], ...] = (
    (r"address refused", _l("The mail server does not take this address: it probably no longer exists.")),
    (r"mail refused", _l("The mail server refused the letter.")),
    (r"SMTPAuthenticationError", _l("The mail server does not know us. Check SMTP_USER and SMTP_PASSWORD.")),
    (r"SMTPServerDisconnected|SMTPConnectError", MAIL_AWAY),
    (r"SMTP", _l("The mail server did not take the letter for now.")),
    (r"WorkerLost|AbandonedJobError|.*[Ww]ork-horse terminated", _l("The worker ended while it did this.")),
    (r".*(JobTimeoutException|exceeded maximum timeout)", _l("It took too long and was stopped.")),
    (r"no listener", _l("This release no longer has anybody who does this.")),
    (r".*OperationalError", _l("The database did not answer, or not in time.")),
    (r".*(NoSpace|No space left)", _l("The disk is full.")),
    (r".*(OutboundError|httpx)", _l("Another machine did not answer as it should.")),
)
LINE = r"ConnectionRefusedError|ConnectionResetError|TimeoutError|gaierror|OSError|ConnectionError"
UNREACHABLE = _l("Another machine cannot be reached.")
MISTAKE = _l("Something went wrong inside the program. The line below is for whoever mends it.")
KINDS = (("mail_", _l("Letter")), ("tell_", _l("Notice")))
WORK = _l("Work in the background")


def cause(error: str, about: str = "") -> str:
    """What an error, `Type: words`, means; `about` is what was being done."""
    for pattern, words in CAUSES:
        if re.match(pattern, error):
            return str(words)
    if re.match(LINE, error):
        return str(MAIL_AWAY if "mail_" in about else UNREACHABLE)
    return str(MISTAKE)


def kind(listener: str) -> str:
    """What a listener does, in a word."""
    name = listener.rpartition(".")[2]
    return str(next((words for start, words in KINDS if name.startswith(start)), WORK))
