"""An exam-practice quiz engine that follows a learner's working line by line.

>>> import quiz
>>> bank = quiz.load_bank()
>>> question = bank["pairing-temperature"]
>>> question.grade(1).verdict
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quiz.bank import Bank as Bank
    from quiz.bank import BankError as BankError
    from quiz.bank import load_bank as load_bank

__version__ = "0.1.0"

__all__ = ["Bank", "BankError", "__version__", "load_bank"]


def __getattr__(name: str) -> Any:
    """The public names, each imported when it is first used: `import quiz` stays cheap."""
    if name in __all__:
        import quiz.bank

        return getattr(quiz.bank, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """What `dir(quiz)` lists."""
    return sorted(__all__)
