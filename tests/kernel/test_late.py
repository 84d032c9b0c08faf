"""What is large and seldom needed is not loaded with the house."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kreatr.kernel.late import late
from tests import apps
from tests.services import Valkey

LARGE = ("alembic", "flask_migrate", "obstore", "pydantic", "genai_prices.types")
LOADED = """
import sys
import app
app.app
print([name for name in {names} if name in sys.modules])
from kreatr.ai.models import Provider
from kreatr.ai.queries import pricelist
print(len(pricelist.chat(Provider.OPENAI)), "genai_prices.types" in sys.modules)
"""


def test_the_house_starts_without_them_and_has_them_when_they_are_wanted(
    databases: apps.Databases, tmp_path_factory: pytest.TempPathFactory, valkey: Valkey
) -> None:
    folder = tmp_path_factory.mktemp("late")
    environ = apps.environment(folder, databases.url("sqlite"), valkey.url)
    program = LOADED.format(names=LARGE)
    found = subprocess.run(
        [sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True
    )
    first, second = found.stdout.splitlines()[-2:]
    assert first == "[]"
    models, loaded = second.split()
    assert int(models) > 10 and loaded == "True"


def test_what_is_not_there_is_said_at_once() -> None:
    with pytest.raises(ModuleNotFoundError):
        late("kreatr.kernel.nothing_of_this_name")


def test_many_threads_may_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_load.py").write_text("import time\ntime.sleep(0.2)\nword = 'there'\n")
    monkeypatch.syspath_prepend(tmp_path)
    slow = late("slow_to_load")
    assert "slow_to_load" not in sys.modules
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda _n: slow.word, range(8))) == ["there"] * 8
