"""One door leads outside: whatever could reach another machine is imported by it, and by few others with a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.conformance.source import CODE, ROOT, name, python, report, tree

# Whatever opens a connection by itself, of the standard library and of packages; `a` covers `a.b`.
REACHING = {
    *("socket", "_socket", "ssl", "_ssl", "socketserver", "anyio", "trio"),
    *("urllib.request", "urllib.robotparser", "http.client", "http.server", "http.cookiejar", "xmlrpc"),
    *("smtplib", "ftplib", "imaplib", "poplib", "nntplib", "telnetlib", "webbrowser", "pip"),
    *(
        "multiprocessing.connection",
        "multiprocessing.managers",
        "logging.handlers",
        "concurrent.interpreters",
    ),
    *("requests", "httpx", "httpcore", "h11", "h2", "urllib3", "aiohttp", "aiosmtpd", "pycurl", "tornado"),
    *("websocket", "websockets", "wsproto", "paramiko", "dns", "boto3", "botocore", "obstore", "redis"),
    *("discord", "praw", "github", "huggingface_hub", "openai", "anthropic", "google", "sentry_sdk"),
}
# Who else may, and whom it talks to. A new line is a decision, not an accident; docs/security.md lists the limits.
DOORS = {
    "kernel/outbound.py": ({"httpx"}, "the door"),
    "kernel/exchange.py": ({"httpx", "ssl"}, "the door: one question and its answer"),
    "kernel/lookup.py": ({"socket"}, "the door: names become addresses"),
    "kernel/mail.py": ({"smtplib", "ssl"}, "the operator's SMTP server"),
    "kernel/clamd.py": ({"socket"}, "the operator's ClamAV daemon"),
    "kernel/bucket.py": ({"obstore"}, "the operator's S3 storage"),
    "kernel/valkey.py": ({"redis"}, "the operator's Valkey, or the embedded one"),
    "kernel/topics.py": ({"redis"}, "the same Valkey, followed while an answer is written"),
    "kernel/hearing.py": ({"redis"}, "the same Valkey, which tells of changes"),
    "kernel/embedded.py": ({"redis"}, "asks whether the embedded Valkey has come up"),
    "kernel/jobs.py": ({"redis"}, "the errors of a Valkey that is away"),
    "kernel/limits.py": ({"redis"}, "the errors of a Valkey that is away"),
    "kernel/machine.py": ({"socket", "http.client"}, "asks whether its own port is free, and answers"),
}
# Modules that are loaded by name: what a confined child may need, in it and before it. None of them reaches out.
LOADERS = {"kernel/confined.py", "kernel/nudity.py", "kernel/late.py"}
# asyncio is for waiting together; these are its own ways out.
WAYS_OUT = {
    *("open_connection", "open_unix_connection", "create_connection", "create_unix_connection"),
    *("create_datagram_endpoint", "sock_connect", "urlopen", "urlretrieve"),
}
PROGRAMS = {"curl", "wget", "nc", "ncat", "telnet", "ssh", "scp", "rsync", "git", "dig", "host", "nslookup"}
REMEDY = "ask other machines through kreatr/kernel/outbound.py, or give the file a reason in DOORS"


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _reaching(path: Path) -> Iterator[tuple[int, str]]:
    for line, target in _imported(path):
        parts = target.split(".")
        heads = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
        yield from ((line, head) for head in sorted(heads & REACHING))


def _ours() -> list[Path]:
    return [*python(), ROOT / "app.py", ROOT / "worker.py"]


def _key(path: Path) -> str:
    return path.relative_to(CODE).as_posix() if path.is_relative_to(CODE) else path.name


def test_only_the_doors_reach_other_machines() -> None:
    found = [
        f"{name(path)}:{line} imports {module}"
        for path in _ours()
        for line, module in _reaching(path)
        if module not in DOORS.get(_key(path), (set(), ""))[0]
    ]
    report(found, REMEDY)


def test_every_door_is_used() -> None:
    found = []
    for key, (modules, _reason) in DOORS.items():
        used = {module for _line, module in _reaching(CODE / key)} if (CODE / key).exists() else set()
        found += [f"{key}: {module}" for module in sorted(modules - used)]
    report(found, "strike what is not imported any more from DOORS")


def test_nothing_is_imported_by_a_name_made_up_at_run_time() -> None:
    found = []
    for path in _ours():
        for node in ast.walk(tree(path)):
            called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if called.endswith(("__import__", "import_module")) and _key(path) not in LOADERS:
                found.append(f"{name(path)}:{node.lineno} {called}")
            if isinstance(node, ast.Call) and called == "late" and not _is_known(node):
                found.append(f"{name(path)}:{node.lineno} {ast.unparse(node)}")
    report(found, "import by name, at the top of the file: what is imported must be seen")


def _is_known(late: ast.Call) -> bool:
    """Whether a module that is loaded later is named in so many letters, and is one of ours or opens no connection."""
    (named,) = late.args
    return isinstance(named, ast.Constant) and str(named.value).startswith(("kreatr.", "genai_prices"))


def test_nothing_opens_a_connection_by_a_side_door() -> None:
    found = [
        f"{name(path)}:{node.lineno} {node.attr}"
        for path in _ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in WAYS_OUT and _key(path) not in DOORS
    ]
    report(found, REMEDY)


def test_no_program_is_started_that_reaches_other_machines() -> None:
    found = [
        f"{name(path)}:{node.lineno} {node.value}"
        for path in _ours()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.List | ast.Tuple) and node.elts
        for node in node.elts[:1]
        if isinstance(node, ast.Constant) and node.value in PROGRAMS
    ]
    report(found, REMEDY)


def test_the_door_never_follows_the_environment_or_an_insecure_way() -> None:
    """What turns certificates, checks or proxies back on and off is written in one place, and only so."""
    found = []
    for path in _ours():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
                loose = (node.arg, node.value.value) in {
                    *(("verify", False), ("trust_env", True), ("follow_redirects", True)),
                    *(("check_hostname", False), ("http2", True)),
                }
                if loose:
                    found.append(f"{name(path)}:{node.value.lineno} {node.arg}={node.value.value}")
            if isinstance(node, ast.Attribute) and node.attr in ("CERT_NONE", "_create_unverified_context"):
                found.append(f"{name(path)}:{node.lineno} {node.attr}")
    report(found, "certificates are always checked; a private authority is named in Policy.authorities")


def test_this_test_sees_every_way_to_import(tmp_path: Path) -> None:
    """The control: each spelling is found."""
    spellings = (
        *("import httpx", "import httpx as h", "from httpx import get", "import urllib.request"),
        *("from urllib import request", "from urllib.request import urlopen", "from http import client"),
        *("import http.client as c", "def f():\n    import socket", "from redis.client import Redis"),
    )
    for number, spelling in enumerate(spellings):
        path = tmp_path / f"{number}.py"
        path.write_text(spelling)
        assert list(_reaching(path)), spelling
    harmless = tmp_path / "harmless.py"
    harmless.write_text(
        "from urllib.parse import urlsplit\nfrom http import HTTPStatus\nfrom html import escape"
    )
    assert not list(_reaching(harmless))
