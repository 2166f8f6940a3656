"""GIFT, Aiken and CSV: what is written, character by character."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pydantic import TypeAdapter

from quiz.lms.writing.files import Tally, export_items
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_for
from quiz.questions import Question

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def written(form: str, kind: str, variants: int = 1, **keys: Any) -> tuple[str, Tally]:
    """The file of one question, and what is lost of it."""
    data = {"id": "q", "type": kind, "prompt": "Asked?", "explanation": "Told.", **keys}
    made = FORMATS[form]
    wanted = Wanted(
        variants=variants,
        derivations=made.derivations,
        orderings=made.orderings,
        formulas=made.formulas,
    )
    items = items_for(QUESTION.validate_python(data), wanted, None)
    out = io.BytesIO()
    tally = export_items(items, made, wanted, "Bank", out)
    return out.getvalue().decode(), tally


def gift(kind: str, **keys: Any) -> str:
    """What stands in a GIFT file behind the category."""
    return written("gift", kind, **keys)[0].partition("\n\n")[2]


OPTIONS = [{"text": "right", "correct": True}, {"text": "wrong", "feedback": "No."}]


@pytest.mark.parametrize(
    ("kind", "keys", "answers"),
    [
        ("multiple_choice", {"options": OPTIONS}, "\n=right\n~wrong#No."),
        (
            "multiple_select",
            {"options": [*OPTIONS, {"text": "too", "correct": True}]},
            "\n~%50%right\n~%-100%wrong#No.\n~%50%too",
        ),
        ("true_false", {"answer": True}, "TRUE"),
        ("true_false", {"answer": False, "feedback": {"true": "No."}}, "FALSE#No."),
        ("true_false", {"answer": True, "feedback": {"true": "Yes."}}, "TRUE# #Yes."),
        ("matching", {"pairs": [["a", "b"], ["c", "d"]]}, "\n=a -> b\n=c -> d"),
        ("numeric", {"answer": 0.5}, "#\n=0.5:0"),
        (
            "numeric",
            {"answer": 1, "mistakes": [{"answer": 2, "feedback": "Half.", "score": 0.5}]},
            "#\n=1:0\n=%50%2:0#Half.",
        ),
        (
            "short_answer",
            {"accept": ["a*b"], "reject": [{"text": "c", "feedback": "No."}]},
            "\n=a\\\\*b\n=%0%c#No.",
        ),
        ("ordering", {"items": ["first", "second"]}, "\n=first -> 1\n=second -> 2"),
    ],
)
def test_answers_in_gift(kind: str, keys: dict[str, Any], answers: str) -> None:
    text = gift(kind, **keys)
    assert text.startswith("// [id:q]\n::q::[html]")
    assert text.split("{", 1)[1] == f"{answers}\n####Told.\n}}\n\n"


def test_a_text_with_one_blank_has_a_gap_in_gift() -> None:
    text = gift("cloze", prompt="A [[b]] here.", blanks={"b": {"accept": ["word"]}})
    assert "[html]A _____ here.{\n=word\n" in text


@pytest.mark.parametrize(
    ("prompt", "shown"),
    [
        ("a ~ b = c # d", r"a \~ b \= c \# d"),
        (r"$\nu$ {x}", r"\\(\\nu\\) \{x\}"),
        ("a: b", r"a\: b"),
        ("<b>", "&lt;b&gt;"),
        ("one\n\ntwo", "<p>one</p> <p>two</p>"),
    ],
)
def test_what_gift_reads_as_its_own_is_escaped(prompt: str, shown: str) -> None:
    assert f"[html]{shown}{{" in gift("true_false", prompt=prompt, answer=True)


@pytest.mark.parametrize(
    ("accept", "written_as"),
    [("%50% off", "=%100%%50% off"), ("[x]", "=[x]"), ("a\nb", "=a b"), ("a\x1bb", "=a␛b")],
)
def test_words_in_gift_are_no_shares(accept: str, written_as: str) -> None:
    assert f"{{\n{written_as}\n" in gift("short_answer", accept=[accept])


def test_a_word_with_an_arrow_would_be_a_pair_in_gift() -> None:
    text, tally = written("gift", "short_answer", accept=["a -> b"])
    assert (text, tally.left_out) == ("", 1)
    assert "=to\n" in gift("short_answer", accept=["->", "to"])


def test_options_in_gift_begin_with_no_share_or_form() -> None:
    text = gift("multiple_choice", options=[{"text": "%5%", "correct": True}, {"text": "[html]"}])
    assert "\n=&\\#37;5%\n~&\\#91;html]\n" in text


def test_aiken_holds_everything_on_one_line_each() -> None:
    text, tally = written(
        "aiken", "multiple_choice", prompt="ANSWER: what\n\nis $x$?", options=OPTIONS
    )
    assert text == "“ANSWER: what is \\(x\\)?”\nA. right\nB. wrong\nANSWER: A\n\n"
    assert [loss.message for loss in tally.losses] == [
        "the explanation is left out",
        "the feedback for single options is left out",
    ]


def test_the_columns_of_a_table_are_those_that_are_read() -> None:
    text, _ = written("csv", "multiple_choice", options=OPTIONS, tags=["a", "b"], points=2)
    head, row = text.splitlines()
    assert head.startswith("id,type,prompt,answer,tolerance,unit,explanation,hint,points,")
    assert row == "q,multiple_choice,Asked?,a,,,Told.,,2,2,a;b,right,wrong"


@pytest.mark.parametrize("form", ["aiken", "csv"])
def test_variants_are_questions_of_their_own_where_there_are_no_pools(form: str) -> None:
    _, tally = written(
        form,
        "true_false",
        variants=2,
        prompt="Is it {{ a }}?",
        answer=True,
        parameters={"a": {"integer": [1, 9]}},
    )
    assert "its variants are questions of their own" in tally.losses[0].message


def test_a_formula_is_chosen_among_the_key_and_the_mistakes() -> None:
    text = gift(
        "expression",
        answer="a - b",
        mistakes=[
            {"expression": "b - a", "feedback": "The other way round."},
            {"expression": "-b + a", "feedback": "This is right, and no option."},
        ],
    )
    assert "\n=\\\\(a - b\\\\)\n~\\\\(b - a\\\\)#The other way round.\n####" in text
