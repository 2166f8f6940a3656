from __future__ import annotations

from typing import Any

import pytest
from importing import imported, one, remarks

from quiz.lms.reading.files import read_content
from quiz.lms.reading.results import UnreadableError

HEAD = "prompt,answer,a,b,c,type,tolerance,unit\n"
A_AND_B = [{"text": "x", "correct": True}, {"text": "y"}]
CARRIED: list[tuple[str, dict[str, Any]]] = [
    ("Q,a,x,y", {"type": "multiple_choice", "options": A_AND_B}),
    ("Q,1,x,y", {"type": "multiple_choice", "options": A_AND_B}),
    ("Q,x,x,y", {"type": "multiple_choice", "options": A_AND_B}),
    ("Q,A,x,y,,multiple select", {"type": "multiple_select", "options": A_AND_B}),
    (
        "Q,a;c,x,y,z",
        {"type": "multiple_select", "options": [*A_AND_B, {"text": "z", "correct": True}]},
    ),
    ("Q,TRUE", {"type": "true_false", "answer": True}),
    (
        "Q,0.5,,,,,0.1,m",
        {"type": "numeric", "answer": 0.5, "tolerance": {"absolute": 0.1}, "unit": "m"},
    ),
    ("Q,BCE|log loss", {"type": "short_answer", "accept": ["BCE", "log loss"]}),
    ("Q,a*b", {"type": "short_answer", "accept": ["a*b"]}),
]


@pytest.mark.parametrize(("row", "data"), CARRIED)
def test_a_row_is_a_question(row: str, data: dict[str, Any]) -> None:
    assert one(HEAD + row) == {"prompt": "Q", **data}


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_and_names_of_columns_are_known(delimiter: str) -> None:
    source = (
        "Question,Option 1,Option 2,Correct Answer,Explanation,Points,Tags,Difficulty,ID\n"
        "Is it?,yes,no,yes,Because.,2,Easy stuff,3,Q 1\n"
    ).replace(",", delimiter)
    (data,) = imported(source).questions
    expected = {
        "id": "q-1",
        "explanation": "Because.",
        "points": 2,
        "difficulty": 3,
        "tags": ["easy-stuff"],
    }
    assert {key: data[key] for key in expected} == expected


LOST = [
    ("Q,,x,y", "not carried: it has no answer"),
    (",a,x,y", "not carried: it has no prompt"),
    ("Q,d,x,y", "not carried: its answer, “d”, is none of its options"),
    ("Q,maybe,,,,true/false", "“maybe” is no answer to a question of the type “true_false”"),
    ("Q,1,x,y,,,,,beyond", "a cell beyond the named columns is not carried: “beyond”"),
]


@pytest.mark.parametrize(("row", "remark"), LOST)
def test_what_is_lost_is_said(row: str, remark: str) -> None:
    assert remark in " ".join(remarks(HEAD + row))


def test_a_column_that_is_not_known_is_lost() -> None:
    assert remarks("prompt,answer,author\nQ,3,me") == ["the column “author” is not carried: “me”"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a,b\n1,2", "names no columns"),
        ("prompt,answer,answer\n1,2,3", "the same name"),
        ('prompt,answer\n"1,2', "this is no CSV"),
    ],
)
def test_a_table_without_its_columns_is_refused(source: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_content(source.encode(), "csv")
