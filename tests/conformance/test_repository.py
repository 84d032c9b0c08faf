"""What lies in the repository: pinned parts, unmodified vendored files, nothing about anybody's machine."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from tests.conformance.source import ROOT, STATIC, name, report

TEXT = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".js",
    ".toml",
    ".cfg",
    ".po",
    ".sh",
    ".ini",
    ".yml",
    ".json",
    ".mako",
    "",
}
MACHINE = re.compile(r"(?<![\w./-])/(?:work|root|home/\w+|Users|opt|tmp/probe)/")
REGISTRY = re.compile(
    r"--(?:extra-)?index-url|--trusted-host|--find-links|registry\.npmjs\.org|https?://pypi\."
)
LOCKS = tuple(f"requirements{part}.txt" for part in ("", "-dev", "-s3", "-moderation", "-compatible"))


def _files() -> list[Path]:
    """The files git knows or would add; everything but generated folders where there is no git."""
    command = ["git", "-C", str(ROOT), "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("git is not there to say which files belong to the repository")
    return [ROOT / one for one in listed if one and (ROOT / one).is_file() and (ROOT / one).suffix in TEXT]


def test_files_know_no_machine() -> None:
    found = []
    for path in _files():
        if path == Path(__file__) or "vendor" in path.parts:
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if MACHINE.search(line) or REGISTRY.search(line):
                found.append(f"{name(path)}:{number} {line.strip()[:100]}")
    report(found, "say it without a path or a registry of one machine; pip knows where it fetches from")


@pytest.mark.parametrize("lock", LOCKS)
def test_requirements_are_pinned_with_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    lines = [line for line in lines if not line.startswith("-")]
    assert lines, f"{lock} is empty"
    report(
        [
            line[:60]
            for line in lines
            if not re.match(r"[\w.\[\]-]+==\S+", line) or "--hash=sha256:" not in line
        ],
        "pin every part with == and its hashes: make pins",
    )


def test_every_requirement_is_in_the_lock() -> None:
    for source, lock in (
        ("requirements.in", "requirements.txt"),
        ("requirements-dev.in", "requirements-dev.txt"),
    ):
        wanted = re.findall(r"^([A-Za-z][\w.-]*)", (ROOT / source).read_text(), re.M)
        pinned = {
            one.lower().replace("_", "-")
            for one in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", (ROOT / lock).read_text(), re.M)
        }
        report([one for one in wanted if one.lower() not in pinned], f"pin it in {lock}: make pins")


def test_vendored_files_are_unmodified() -> None:
    folder = STATIC / "vendor"
    told = dict(re.findall(r"\| `([\w.-]+)` \|.*`([0-9a-f]{64})`", (folder / "README.md").read_text()))
    present = {path.name for path in folder.iterdir() if path.suffix in (".js", ".css", ".mjs")}
    assert present == set(told), "static/vendor/README.md lists every vendored file with its sha256"
    for file, digest in told.items():
        actual = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        assert actual == digest, f"{file} is not what its package holds; vendored files stay unmodified"


def test_vendored_files_have_their_licence() -> None:
    for path in (STATIC / "vendor").glob("*.js"):
        licence = path.name.split(".")[0] + ".LICENSE"
        assert (path.parent / licence).is_file(), f"put the licence of {path.name} beside it as {licence}"
