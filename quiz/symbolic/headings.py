"""Names as they are introduced: what stands left of `:=`, and the keys of `given`."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.symbolic.errors import ReadError
from quiz.symbolic.reading.lexer import Token, tokenize


@dataclass(frozen=True)
class Heading:
    """A name as it is introduced: `J`, `s(z)` with parameters, `p_k` with index letters."""

    name: str
    parameters: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


def read_heading(text: str) -> Heading:
    """A name being introduced: `J`, `yhat`, `z_1`, `s(z)`, `p_k`, `p_{i,k}`; raises `ReadError`."""
    tokens = tokenize(text)
    first, rest = tokens[0], tokens[1:-1]
    if first.kind not in ("word", "accented"):
        raise ReadError("a name belongs here", first.start, "write name := expression")
    name = first.text + first.accent
    inner = [token for token in rest[1:] if token.text not in ("(", ")", "{", "}", ",", "[", "]")]
    plain = all(token.kind in ("word", "number") for token in inner)
    if not rest:
        return Heading(name)
    if not inner or not plain or rest[0].text not in ("_", "(", "["):
        raise ReadError("this is not a name", first.start, "write name := expression")
    words = tuple(token.text for token in inner)
    if rest[0].text == "(":
        return Heading(name, parameters=words)
    if _is_label(inner):
        return Heading(f"{name}_{words[0]}")
    letters = tuple("".join(words)) if len(words) == 1 else words
    return Heading(name, letters=letters)


def _is_label(subscript: list[Token]) -> bool:
    """Whether a subscript is part of the name (`z_1`, `y_hat`) and not index letters (`p_ik`)."""
    only = subscript[0].text
    return len(subscript) == 1 and (not only.isalpha() or len(only) > 2)
