from __future__ import annotations

import pytest

from quiz.questions.slugs import slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Loss for a sigmoid?", "loss-for-a-sigmoid"),
        ("  Größe, Élan & co. ", "groe-elan-co"),
        ("$\\hat p$ — 2", "hat-p-2"),
        ("损失", ""),
        ("one two three", "one-two"),
    ],
)
def test_an_id_is_made_of_words(text: str, name: str) -> None:
    assert slug(text, 8 if name == "one-two" else 80) == name


def test_a_very_long_text_is_cut() -> None:
    assert len(slug("word " * 100_000)) <= 80
