"""The bundled bank, loaded once for the tests of its questions."""

from __future__ import annotations

import pytest

from quiz.bank import load_bank
from quiz.questions import Question


@pytest.fixture(scope="session")
def asked() -> tuple[Question, ...]:
    """The questions of the bundled bank that a learner can be asked."""
    return tuple(q for q in load_bank(None).questions if q.status not in ("draft", "retired"))
