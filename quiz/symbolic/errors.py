"""What can be wrong with mathematics that a person typed."""

from __future__ import annotations


class MathematicsError(ValueError):
    """A mistake in what was typed; anything else is a bug."""


class ReadError(MathematicsError):
    """Text that is not an expression: what is wrong, where, and how to mend it.

    `position` is the column in the text, from 0.
    """

    def __init__(self, message: str, position: int, suggestion: str | None = None) -> None:
        self.message = message
        self.position = position
        self.suggestion = suggestion
        super().__init__(f"{message}; {suggestion}" if suggestion else message)

    def caret(self, text: str) -> str:
        """The text and, on a line below, a caret under the place."""
        before, after = text[: self.position], text[self.position :]
        start = max(0, len(before) - 60)
        shown = (before[start:] + after[:30]).replace("\n", " ")
        return f"{shown}\n{' ' * (len(before) - start)}^"


class LooseIndexError(ReadError):
    """An index letter that no sum or product binds: `letter`.

    `ended` says which sum or product over that letter has ended by then, and before which sign.
    """

    def __init__(self, letter: str, position: int, ended: tuple[str, str] | None = None) -> None:
        self.letter = letter
        self.ended = ended
        message = f"the index {letter} is not bound by a sum or product"
        suggestion = f"write sum(…, {letter}=1..n)"
        if ended is not None:
            kind, sign = ended
            word = "sum" if kind == "sum" else "product"
            message = f"the {word} over {letter} ends before this {sign}"
            suggestion = f"put its terms in brackets, {kind}_{{{letter}=1}}^n (…)"
        super().__init__(message, position, suggestion)


class DomainError(MathematicsError):
    """A domain that is not one of those the format knows."""


class UndefinedError(MathematicsError, ArithmeticError):
    """An expression has no real value here: a division by zero, the log of zero."""


class UnsupportedError(MathematicsError):
    """An expression that was read but that this consumer does not handle."""


class ShapeError(UnsupportedError):
    """Vectors and matrices whose lengths do not fit together."""


class TooLargeError(UnsupportedError):
    """A value, a sum or an expression beyond the limits that keep grading quick."""
