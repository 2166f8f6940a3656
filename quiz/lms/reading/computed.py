"""Questions whose numbers are drawn and whose answers are computed, as random variants."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from quiz.lms.reading.sketch import NotCarriedError, Sketch, tidy

MAX_LENGTH = 1000
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_NOT_FREE = frozenset({"pi", "e", "i", "inf", "sum", "prod", "diff"})
_PLACE = re.compile(r"\{\{ .*? \}\}", re.DOTALL)
_OPENS = re.compile(r"\b(pow|fmod|atan2|round)\s*\(")


@dataclass(frozen=True)
class Drawn:
    """A number that is drawn between two ends, with so many decimals."""

    low: float
    high: float
    decimals: int

    def parameter(self) -> dict[str, Any]:
        """How a bank declares it."""
        if self.low > self.high:
            raise NotCarriedError(f"no number lies between {tidy(self.low)} and {tidy(self.high)}")
        if self.decimals == 0 and self.low == int(self.low) and self.high == int(self.high):
            return {"integer": [int(self.low), int(self.high)]}
        return {"uniform": [tidy(self.low), tidy(self.high)], "decimals": self.decimals}


def names_for(written: Collection[str]) -> dict[str, str]:
    """For each variable the name of a parameter: its own where a bank can have that."""
    names = {name: name for name in written if _is_free(name)}
    others = (name for number in count(1) if (name := f"x{number}") not in names)
    return names | {name: next(others) for name in written if name not in names}


def _is_free(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and name.lower() not in _NOT_FREE


def declare(sketch: Sketch, drawn: Mapping[str, Drawn], names: Mapping[str, str]) -> None:
    """Make the question one of random variants."""
    if not drawn:
        raise NotCarriedError("it does not say how its numbers are drawn")
    sketch.data["parameters"] = {names[name]: one.parameter() for name, one in drawn.items()}
    sketch.finish = _unescaped


def _unescaped(text: str) -> str:
    """The text with what it computes as it was before Markdown's marks were escaped."""
    return _PLACE.sub(lambda place: place[0].replace("\\", ""), text)


def formula(written: str, names: Mapping[str, str], opens: str, closes: str) -> str:
    """A formula in a bank's notation; its variables stand between `opens` and `closes`.

    Raises `NotCarriedError` for one that has no such notation.
    """
    text = written.strip()
    if len(text) > MAX_LENGTH:
        raise NotCarriedError("its formula is too long")
    for name, own in names.items():
        text = text.replace(f"{opens}{name}{closes}", own)
    text = re.sub(r"\bpi\s*\(\s*\)", "pi", text.replace("**", "^"))
    while found := [*_OPENS.finditer(text)]:
        text = _rewritten(text, found[-1])
    return text


def _rewritten(text: str, call: re.Match[str]) -> str:
    """The text with a call of `pow` as a power. Raises `NotCarriedError` for others."""
    if call[1] != "pow":
        raise NotCarriedError(f"its formula uses {call[1]}, which a bank does not have")
    depth, comma = 0, -1
    for at in range(call.end(), len(text)):
        if text[at] == "," and not depth:
            comma = at
        elif text[at] == ")" and not depth:
            if comma < 0:
                break
            base, power = text[call.end() : comma], text[comma + 1 : at]
            return f"{text[: call.start()]}(({base.strip()})^({power.strip()})){text[at + 1 :]}"
        depth += {"(": 1, ")": -1}.get(text[at], 0)
    raise NotCarriedError("the brackets of its formula do not match")


def tolerance(size: float, is_relative: bool, decimals: int | None) -> dict[str, Any]:
    """How near is near enough; without a size it is the decimals that are asked for."""
    if size > 0:
        return {"relative" if is_relative else "absolute": tidy(size)}
    return {"decimals": decimals if decimals is not None else 2}
