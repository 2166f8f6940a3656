"""What tests share: folders that are not the user's, and the bundled bank, loaded once."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from quiz.bank import load_bank
from quiz.questions import Question

# How busy a machine is says nothing of a law.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """As many processes as there are processors for the whole suite, one for a part of it."""
    return (os.cpu_count() or 1) if config.args == config.getini("testpaths") else 0


@pytest.fixture(autouse=True, scope="session")
def _folders_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp("folder")))
        patch.delenv("QUIZ_CONFIG", raising=False)
        yield


@pytest.fixture(scope="session")
def asked() -> tuple[Question, ...]:
    """The questions of the bundled bank that a learner can be asked."""
    return tuple(q for q in load_bank(None).questions if q.status not in ("draft", "retired"))
