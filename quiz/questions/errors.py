"""What can be wrong with a question that is asked."""

from __future__ import annotations


class ParameterError(ValueError):
    """Parameters that cannot be drawn as they are declared; `name` is the one at fault."""

    def __init__(self, message: str, name: str | None = None) -> None:
        self.name = name
        super().__init__(message)
