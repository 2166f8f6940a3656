"""Ten thousand questions to each format: how long it takes, and memory that does not grow so.

Every derivation of the bundled bank is made into the questions that go out for it besides, and what
the engine says of their lines is held against their keys.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from made_questions import check_first_error, check_ordering

from quiz.bank import load_bank
from quiz.bank.writing import Entry, bank_text
from quiz.lms.writing.derivations.questions import as_first_error, as_ordering
from quiz.lms.writing.formats import FORMATS
from quiz.questions import Derivation

FEW, MANY = 1_000, 10_000

KINDS: tuple[dict[str, object], ...] = (
    {
        "type": "multiple_choice",
        "options": [
            {"text": "the right one, $x_1$", "correct": True, "feedback": "Yes."},
            {"text": "a wrong one", "feedback": "No, since $x > 0$."},
            {"text": "another"},
        ],
    },
    {
        "type": "multiple_select",
        "options": [
            {"text": "right", "correct": True},
            {"text": "right too", "correct": True},
            {"text": "wrong"},
        ],
    },
    {"type": "true_false", "answer": True, "feedback": {"false": "It is."}},
    {"type": "matching", "pairs": [["one", "eins"], ["two", "zwei"], ["three", "drei"]]},
    {"type": "ordering", "items": ["first", "second", "third", "fourth"]},
    {
        "type": "numeric",
        "answer": 3.5,
        "tolerance": {"relative": 0.01},
        "mistakes": [{"answer": -3.5, "feedback": "The sign."}],
    },
    {"type": "short_answer", "accept": ["binary cross-entropy", "log-loss"]},
    {
        "type": "cloze",
        "prompt": "Blanks [[a]] and [[b]].",
        "blanks": {"a": {"accept": ["word"]}, "b": {"options": ["up", "down"], "answer": "up"}},
    },
)

MEASURED = """
import io, json, re, sys, time
from pathlib import Path
from quiz.bank import load_bank
from quiz.lms.writing.files import export_bank
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted

class Nowhere(io.RawIOBase):
    at = 0
    def writable(self): return True
    def seekable(self): return False
    def write(self, data):
        self.at += len(data)
        return len(data)
    def tell(self): return self.at

def memory(name):
    status = Path("/proc/self/status").read_text()
    return int(re.search(name + r":\\s+(\\d+)", status)[1]) / 1024

bank = load_bank(sys.argv[1])
form = FORMATS[sys.argv[2]]
Path("/proc/self/clear_refs").write_text("5")  # the most that was used is what is used now
loaded, start = memory("VmRSS"), time.perf_counter()
wanted = Wanted(derivations=form.derivations, orderings=form.orderings, formulas=form.formulas,
                holds_distractors=form.holds_distractors)
tally = export_bank(bank, form, wanted, Nowhere())
print(json.dumps([tally.written, time.perf_counter() - start, memory("VmHWM") - loaded]))
"""


def generated(count: int) -> str:
    """A bank of so many questions of all kinds that need no algebra."""
    entries = (
        Entry(
            {
                "id": f"question-{number}",
                "prompt": f"Question {number} asks about $\\frac{{a_{{{number}}}}}{{b}}$.",
                "explanation": "Because $e^x$ grows, and the text of this explanation with it.",
                "hints": [f"Think of {number}."],
                "tags": [f"tag-{number % 20}"],
                **KINDS[number % len(KINDS)],
            }
        )
        for number in range(count)
    )
    return bank_text(entries, "Many questions")


@pytest.fixture(scope="module")
def banks(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    folder = tmp_path_factory.mktemp("banks")
    found = {}
    for count in (FEW, MANY):
        found[count] = folder / f"{count}.yaml"
        found[count].write_text(generated(count), encoding="utf-8")
        load_bank(found[count])  # into the cache
    return found


def measured(bank: Path, form: str) -> tuple[int, float, float]:
    """Questions written, seconds, and megabytes beyond those of the loaded bank."""
    command = [sys.executable, "-c", MEASURED, str(bank), form]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written, seconds, megabytes = json.loads(done.stdout)
    return written, seconds, megabytes


@pytest.mark.parametrize("form", FORMATS)
def test_memory_does_not_grow_with_the_bank(banks: dict[int, Path], form: str) -> None:
    few, many = measured(banks[FEW], form), measured(banks[MANY], form)
    print(
        f"\n{form}: {many[0]:,} questions in {many[1]:.1f} s,"
        f" {many[2]:.0f} MB beyond the bank ({few[2]:.0f} MB for {few[0]:,})"
    )
    assert many[0] >= few[0] * 9
    assert many[2] <= few[2] * 3 + 10


@pytest.mark.parametrize(
    "name",
    [each.id for each in load_bank(None).questions if isinstance(each, Derivation)],
)
def test_what_is_made_of_every_derivation_is_right(name: str) -> None:
    question = load_bank(None)[name]
    assert isinstance(question, Derivation)
    check_ordering(question, as_ordering(question.variant(), most_distractors=2))
    check_first_error(question, as_first_error(question.variant()))
