import json

from quiz.questions import Question
from quiz.questions.presentation import Presentation


def test_a_presentation_is_the_same_after_it_was_kept(asked: tuple[Question, ...]) -> None:
    for question in asked:
        presentation = question.variant(1).presentation
        kept = json.loads(json.dumps(presentation.values()))
        assert Presentation.of_values(kept) == presentation, question.id
