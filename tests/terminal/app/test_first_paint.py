import subprocess
import sys
from pathlib import Path

from quiz.bank import load_bank

BANK = """\
questions:
  - {id: choice, type: multiple_choice, prompt: Which?, explanation: e, hints: [h],
     options: [{text: this, correct: true}, {text: that, fixed: true}, {text: other}]}
  - {id: cloze, type: cloze, prompt: "Type [[n]], [[word]] and [[of]].", explanation: e,
     blanks: {n: {answer: 1}, word: {accept: [w]}, of: {options: [x, y], answer: x}}}
  - {id: working, type: derivation, prompt: Show it., explanation: e, symbols: {x: real},
     given: {S: 2*x}, goal: 2*x, solution: "S = 2*x"}
  - {id: pairs, type: matching, prompt: Match., explanation: e, pairs: [[a, b], [c, d]]}
  - {id: order, type: ordering, prompt: Order., explanation: e, items: [a, b]}
"""

FIRST_PAINT = """
import asyncio, sys
from pathlib import Path
from quiz.bank import load_bank
from quiz.practice.history import History
from quiz.practice.opening import start
from quiz.practice.picking import Selection
from quiz.terminal.app.application import QuizApp
from quiz.terminal.app.practice_screen import PracticeScreen
from quiz.terminal.summary_text import Invocation

bank = load_bank(Path(sys.argv[1]))
asked = []

async def paint(name):
    session = start(bank, "bank", History.open(None), Selection(questions=(name,)))
    app = QuizApp(lambda: PracticeScreen(session, Invocation(), ()))
    async with app.run_test() as pilot:
        await pilot.pause()
        heavy = {"pydantic.main", "quiz.symbolic.tree", "numpy"} & {*sys.modules}
        print(name, *heavy)
        asked.append(session.asking)

for outline in bank.outlines:
    asyncio.run(paint(outline.id))
print(all(asking.presentation == asking.variant.presentation for asking in asked))
"""


def test_the_first_question_waits_for_no_models(tmp_path: Path) -> None:
    bank = tmp_path / "bank.yaml"
    bank.write_text(BANK, encoding="utf-8")
    load_bank(bank)  # from now on the cache has it
    assert painted(bank) == ["choice", "cloze", "working", "pairs", "order", "True"]


def painted(bank: Path) -> list[str]:
    """The questions painted, each with the heavy modules there were; if all were as written."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(bank)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
