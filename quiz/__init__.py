"""An exam-practice quiz engine that follows a learner's working line by line.

>>> import quiz
>>> bank = quiz.load_bank()
>>> question = bank["pairing-temperature"]
>>> question.grade(1).verdict
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.deferred import deferred

if TYPE_CHECKING:
    from quiz.bank import Bank as Bank
    from quiz.bank import BankError as BankError
    from quiz.bank import load_bank as load_bank

__version__ = "0.1.0"

__all__ = ["Bank", "BankError", "__version__", "load_bank"]

__getattr__ = deferred(__name__, {"bank": ("Bank", "BankError", "load_bank")})


def __dir__() -> list[str]:
    """What `dir(quiz)` lists."""
    return sorted(__all__)
