"""What a person settled: scores given by hand, each with its reason."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank import Bank
from quiz.marking.grading import encoded
from quiz.marking.marking import Marked
from quiz.marking.responses import whole_number
from quiz.marking.tables import delimiter
from quiz.questions import Verdict
from quiz.spreadsheets import as_it_was

Key = tuple[str, int | None, str | None, str | None]
"""The question, the seed, the learner, and the response as text; None stands for any."""


@dataclass(frozen=True)
class Decision:
    """The score of one learner's answers to a question, or of everybody's with this response."""

    key: Key
    score: float
    reason: str
    by: str | None
    line: int


_MORE = "more cells"
"""What a row has beyond the columns of the first line."""


class DecisionsError(ValueError):
    """A file of decisions that cannot be used: all that is wrong, a line each."""


class Decisions:
    """Decisions, the closest of which counts for an answer."""

    def __init__(self, decisions: tuple[Decision, ...] = (), still_open: int = 0) -> None:
        """These; `still_open` are lines whose score nobody has filled in."""
        self.still_open = still_open
        self._by_key = {decision.key: decision for decision in decisions}
        self._used: set[Key] = set()

    def settle(self, marked: Marked) -> Marked:
        """The grade, or what was decided instead, with the reason and what it was before."""
        decision = self._for(marked)
        if decision is None:
            return marked
        self._used.add(decision.key)
        data: dict[str, Any] = json.loads(b"{" + marked.ending)
        verdict = Verdict.of(decision.score)
        before = {"verdict": data["verdict"], "score": data["score"]}
        data |= {"verdict": str(verdict), "score": decision.score}
        data["decision"] = {"reason": decision.reason, "by": decision.by, "before": before}
        return Marked(marked.submission, verdict, encoded(data)[1:])

    def unused(self) -> list[Decision]:
        """Those that no answer was found for, in the order of their lines."""
        unused = self._by_key.keys() - self._used
        return sorted((self._by_key[key] for key in unused), key=lambda decision: decision.line)

    def _for(self, marked: Marked) -> Decision | None:
        given = marked.submission
        if not self._by_key or given.question is None:
            return None
        learner = None if given.learner is None else str(given.learner)
        response = response_text(given.response)
        keys = ((learner, response), (learner, None), (None, response))
        # Of a line that could not be read it is not known what was answered.
        for whose, what in keys[1:2] if given.problem else keys:
            for seed in (given.seed, None):
                if decision := self._by_key.get((given.question, seed, whose, what)):
                    return decision
        return None


def read_decisions(path: Path, bank: Bank) -> Decisions:
    """The decisions in a file of CSV (by its ending) or JSON Lines.

    Each names a `question`, a `learner` or a `response` or both, perhaps a `seed`, the `score`
    from 0 to 1, the `reason`, and perhaps who decided (`by`). A line without a score is still
    open. Raises `OSError`, and `ValueError` with all that is wrong, a line each.
    """
    decisions: dict[Key, Decision] = {}
    problems: list[str] = []
    still_open = 0
    for number, row in _rows(path):
        try:
            decision = _decision(row, number, bank)
            if decision is None:
                still_open += 1
                continue
            known = decisions.setdefault(decision.key, decision)
            if known.score != decision.score:
                raise ValueError(f"line {known.line} decides the same otherwise")
        except ValueError as error:
            problems.append(f"{path}:{number}: {error}")
    if problems:
        raise DecisionsError("\n".join(problems))
    return Decisions(tuple(decisions.values()), still_open)


def is_filled_in(path: Path) -> bool:
    """Whether somebody wrote a score into a file of decisions. Raises as `read_decisions` does."""
    return path.exists() and any(row and row.get("score") for _, row in _rows(path))


def response_text(response: object) -> str:
    """A response as text that is the same for a cell of a table and for JSON."""
    if isinstance(response, str):
        try:
            response = json.loads(response)
        except (ValueError, RecursionError):
            return str(response)
    return json.dumps(response, ensure_ascii=False)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    if path.suffix.lower() == ".csv":
        try:
            yield from _table_rows(path)
        except UnicodeDecodeError:
            raise DecisionsError(f"{path} is not UTF-8: save it as CSV UTF-8") from None
        except csv.Error as error:
            raise DecisionsError(f"{path}: {error}") from None
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):
                data = None
            yield number, data if isinstance(data, dict) else None


def _table_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        between = delimiter(file.readline())
        file.seek(0)
        rows = csv.DictReader(file, delimiter=between, restkey=_MORE)
        for row in rows:
            if any(row.values()):
                cells = {str(name).strip().lower(): cell for name, cell in row.items()}
                yield rows.line_num, {name: _as_typed(cell) for name, cell in cells.items()}


def _as_typed(cell: Any) -> Any:
    return as_it_was(cell) if isinstance(cell, str) else cell


def _decision(row: dict[str, Any] | None, number: int, bank: Bank) -> Decision | None:
    """The decision in a row, None if it is still open; raises `ValueError` with a sentence."""
    if row is None:
        raise ValueError('this is no JSON object such as {"question": "…", "score": 1, …}')
    if _MORE in row:
        raise ValueError("it has more cells than the first line: quote what holds the separator")
    if "question" not in row or "score" not in row:
        raise ValueError("it has no question or no score: are the columns named?")
    question, score = row.get("question"), row.get("score")
    if score is None or score == "":
        return None
    known = isinstance(question, str) and (bank.resolve(question) or question in bank.broken)
    if not isinstance(question, str) or not known:
        raise ValueError(f"the bank has no question called “{question}”")
    learner, response = row.get("learner"), row.get("response")
    learner = None if learner in (None, "") else str(learner)
    said = None if response in (None, "") else response_text(response)
    if learner is None and said is None:
        raise ValueError("name the learner, or the response that is decided on, or both")
    reason = row.get("reason")
    if not isinstance(reason, str) or not reason.strip():
        raise ValueError("give the reason: it is kept with the score")
    by = row.get("by")
    key = (question, _seed(row.get("seed")), learner, said)
    return Decision(key, _score(score), reason.strip(), str(by) if by else None, number)


def _score(score: object) -> float:
    try:
        number = float(str(score).replace(",", "."))
    except ValueError:
        number = -1.0
    if isinstance(score, bool) or not 0 <= number <= 1:
        raise ValueError(f"the score is a number from 0 to 1, not {score}")
    return number


def _seed(seed: object) -> int | None:
    if seed in (None, ""):
        return None
    number = whole_number(seed)
    if number is None:
        raise ValueError(f"the seed is a whole number, not {seed}")
    return number
