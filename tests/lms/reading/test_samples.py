"""Files that other programs wrote; what is made of each is kept beside it and was read through."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import imported

from quiz.lms.reading.to_bank import as_bank

FOLDER = Path(__file__).parents[1] / "samples"
SAMPLES = sorted(
    path for path in FOLDER.rglob("*.*") if path.suffix in (".xml", ".zip", ".txt", ".gift")
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_sample_is_carried_as_was_read_through(path: Path) -> None:
    text, _ = as_bank([imported(path.read_bytes())])
    assert text == path.with_name(f"{path.name}.yaml").read_text(encoding="utf-8")
