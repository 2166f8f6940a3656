"""What tests share: a cache that is not the user's own, and the bundled bank loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.bank import load_bank
from quiz.questions import Question


@pytest.fixture(autouse=True, scope="session")
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("XDG_CACHE_HOME")
    os.environ["XDG_CACHE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["XDG_CACHE_HOME"]
    else:
        os.environ["XDG_CACHE_HOME"] = before


@pytest.fixture(scope="session")
def asked() -> tuple[Question, ...]:
    """The questions of the bundled bank that a learner can be asked."""
    return tuple(q for q in load_bank(None).questions if q.status not in ("draft", "retired"))
