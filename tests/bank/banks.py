"""Small banks for tests, and what loading them says."""

from __future__ import annotations

from pathlib import Path

from quiz.bank import BankError, load_bank
from quiz.bank.yaml_reading import read_yaml

TRUE_FALSE = """\
  - id: {id}
    type: true_false
    prompt: The loss is convex.
    explanation: It is a sum of convex functions.
    answer: true
"""


def written(folder: Path, text: str | bytes, name: str = "bank.yaml") -> Path:
    """A file with this content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def questions(*texts: str) -> str:
    """A file's text with these questions, each indented as in a file."""
    return "questions:\n" + "".join(texts)


def true_false(name: str = "convex", more: str = "") -> str:
    """A question, with more keys added."""
    return TRUE_FALSE.format(id=name) + more


def complaints(path: Path) -> list[str]:
    """What loading the bank complains of, its folder left out of the lines."""
    try:
        load_bank(path)
    except BankError as error:
        folder = path if path.is_dir() else path.parent
        return [str(problem).replace(f"{folder}/", "") for problem in error.problems]
    return []


def about(text: str) -> list[str]:
    """What reading a text as YAML complains of, with line and column."""
    return [
        f"{mistake.place.line}:{mistake.place.column}: {mistake.message}"
        for mistake in read_yaml(text).mistakes
    ]
