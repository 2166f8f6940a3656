"""Reproducible random draws: the same for the same key, on every machine and Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


class Draws:
    """A stream of draws fixed by a key: a question's id, a seed, what is drawn.

    The standard library's generator promises the same floats for a seed but not the same
    shuffles, so whole numbers are taken from SHA-256 of the key and a counter.
    """

    def __init__(self, *key: object) -> None:
        self._key = "\x1f".join(str(part) for part in key)
        self._count = 0

    def below(self, bound: int) -> int:
        """A whole number from 0 to `bound` - 1, each as likely."""
        from hashlib import sha256

        self._count += 1
        digest = sha256(f"{self._key}\x1f{self._count}".encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest, "big") % bound

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in drawn order, each order as likely."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.below(last + 1)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed
