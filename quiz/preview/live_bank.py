"""A bank as it stands on disk: its good questions and what is wrong, anew after each save."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from quiz.bank import Bank, BankError, Origin, load_bank
from quiz.bank.checks import Finding, Memory, check, of_problem, remember, remembered
from quiz.bank.watching import watch_files
from quiz.questions import Question


@dataclass(frozen=True)
class Kept:
    """A question and where it stands. An old one is as it was before a save that broke it."""

    question: Question
    origin: Origin
    is_old: bool = False


@dataclass(frozen=True, eq=False)
class Snapshot:
    """The bank as of one save.

    `problems` is what keeps questions from loading, `findings` what the check says beyond that:
    of an earlier save while `is_checked` is false. `version` counts whatever changes a page.
    """

    version: int = 1
    title: str = ""
    questions: Mapping[str, Kept] = field(default_factory=dict)
    bank: Bank | None = None
    problems: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()
    is_checked: bool = False

    @cached_property
    def told(self) -> tuple[Finding, ...]:
        """All that is wrong, the gravest first."""
        graveness = {"error": 0, "warning": 1, "advice": 2}
        return tuple(
            sorted((*self.problems, *self.findings), key=lambda one: graveness[one.severity])
        )

    def about(self, name: str) -> tuple[Finding, ...]:
        """What is wrong with one question."""
        said = self.bank.broken.get(name, "") if self.bank else ""
        kept = self.questions.get(name)
        old_file = str(kept.origin.file) if kept and kept.is_old else ""
        return tuple(
            one
            for one in self.told
            if one.question == name
            or f"{one.file}:{one.line}:{one.column}: {one.where}: {one.message}" in said
            or (not said and one.file == old_file)
        )


BUG = "a bug ended the check, the terminal says which"


class _SavedMeanwhileError(Exception):
    """The bank was saved while it was being checked, so the check begins anew."""


class LiveBank:
    """Follows the bank at a place while it is being written. Raises `BankError` if none is there.

    `snapshot` may be read from any thread; `progress` says how far the check has come, or nothing.
    """

    def __init__(self, place: Path, memory: Memory | None = None) -> None:
        self.place = place
        self.progress = ""
        self._memory = remembered() if memory is None else memory
        self._stop = threading.Event()
        self._to_check = threading.Event()
        self._lock = threading.Lock()
        self.snapshot = _mended(Snapshot(), load_bank(place, lenient=True))

    def start(self) -> None:
        """Begin to follow the files, and to check what is in them."""
        self._to_check.set()
        for work in (self._follow, self._check_each):
            threading.Thread(target=work, daemon=True).start()

    def stop(self) -> None:
        """Leave the files alone."""
        self._stop.set()
        self._to_check.set()

    def reload(self) -> None:
        """Take what the files hold now; where that is broken, what they held before stays."""
        try:
            bank = load_bank(self.place, lenient=True)
        except BankError as error:
            self._publish(_broken(self.snapshot, error))
        else:
            self._publish(_mended(self.snapshot, bank))

    def check(self) -> None:
        """Look for what is wrong, and say so once everything was looked at."""
        before = self.snapshot
        findings: list[Finding] = []
        if before.bank is not None:
            looking = self._looking(len(before.bank))
            found = check(before.bank, memory=self._memory, looking=looking)
            findings = [finding for finding in found if finding not in before.problems]
        self.progress = ""
        self._publish(replace(before, findings=tuple(findings), is_checked=True), before)

    def _publish(self, snapshot: Snapshot, instead_of: Snapshot | None = None) -> None:
        """Make this the snapshot, unless another has come than the one that it replaces."""
        with self._lock:
            now = self.snapshot
            if instead_of is None or instead_of is now:
                self.snapshot = replace(snapshot, version=now.version + 1)

    def _follow(self) -> None:
        for changed in watch_files(self.place, self._stop.wait):
            if changed:
                self.reload()
                self._to_check.set()

    def _check_each(self) -> None:
        while self._to_check.wait() and not self._stop.is_set():
            self._to_check.clear()
            try:
                self.check()
            except _SavedMeanwhileError:
                continue
            except Exception:  # noqa: BLE001 - a bug in the check leaves the pages as they are
                self.progress = BUG
                traceback.print_exc()
            remember(self._memory)

    def _looking(self, total: int) -> Callable[[str], None]:
        """What is told of each question before it is graded; ends a check that is out of date."""
        places = {name: place for place, name in enumerate(self.snapshot.questions, start=1)}

        def looking(name: str) -> None:
            if self._to_check.is_set():
                raise _SavedMeanwhileError
            self.progress = f"checking {places.get(name, total)} of {total}"

        return looking


def _mended(before: Snapshot, bank: Bank) -> Snapshot:
    """The bank as it was loaded, with what was there before where it does not load now."""
    in_trouble = {problem.file for problem in bank.problems}
    kept = {
        outline.id: Kept(bank[outline.id], bank.origins[outline.id]) for outline in bank.outlines
    }
    for name, old in before.questions.items():
        if name not in kept and str(old.origin.file) in in_trouble:
            kept[name] = replace(old, is_old=True)
    in_order = sorted(kept.items(), key=lambda one: (one[1].origin.file, one[1].origin.position))
    return replace(
        before,
        title=bank.title,
        questions=dict(in_order),
        bank=bank,
        problems=tuple(map(of_problem, bank.problems)),
        findings=tuple(one for one in before.findings if one.question in bank),
        is_checked=False,
    )


def _broken(before: Snapshot, error: BankError) -> Snapshot:
    """The bank as it was, and why nothing of it loads now."""
    return replace(
        before,
        questions={name: replace(old, is_old=True) for name, old in before.questions.items()},
        bank=None,
        problems=tuple(map(of_problem, error.problems)),
        findings=(),
        is_checked=False,
    )
