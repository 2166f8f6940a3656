"""Files of responses: formats, compression, and everything that can be wrong with a line."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked_bank import lines_in, response, small_bank

from quiz.marking.responses import MAX_LINE
from quiz.marking.run import mark_file
from quiz.marking.sources import opened, read_submissions
from quiz.marking.tables import from_csv

ROWS = [["s1", "letter", "1", ""], ["s2", "double", "8", "3"], ["s3", "name", "a, b", ""]]
EXPECTED = [("s1", "letter", "1", None), ("s2", "double", "8", 3), ("s3", "name", "a, b", None)]
CSV = b'learner,question,response,seed\ns1,letter,1,\ns2,double,8,3\ns3,name,"a, b",\n'


def found(path: Path) -> list[tuple[object, ...]]:
    return [(s.learner, s.question, s.response, s.seed) for s in read_submissions(path)]


def test_a_table_may_be_compressed(tmp_path: Path) -> None:
    (tmp_path / "r.csv.gz").write_bytes(gzip.compress(CSV))
    assert found(tmp_path / "r.csv.gz") == EXPECTED


def test_a_table_may_be_parquet(tmp_path: Path) -> None:
    columns = dict(zip(("learner", "question", "response"), zip(*ROWS, strict=True), strict=False))
    table = pyarrow.table({**columns, "seed": [None, 3, None], "other": [1, 2, 3]})
    pyarrow.parquet.write_table(table, tmp_path / "r.parquet")
    assert found(tmp_path / "r.parquet") == EXPECTED


def test_lists_in_parquet_are_responses_as_they_are(tmp_path: Path) -> None:
    table = pyarrow.table({"learner": ["s1"], "question": ["vowels"], "response": [[1, 3]]})
    pyarrow.parquet.write_table(table, tmp_path / "r.parquet")
    assert found(tmp_path / "r.parquet") == [("s1", "vowels", [1, 3], None)]


def test_numbers_in_columns_with_gaps_stay_whole_in_parquet(tmp_path: Path) -> None:
    columns = {"learner": [1.0, None], "question": ["letter"] * 2, "response": [2.0, 1.0]}
    pyarrow.parquet.write_table(
        pyarrow.table({**columns, "seed": [3.0, None]}), tmp_path / "r.parquet"
    )
    assert found(tmp_path / "r.parquet") == [(1, "letter", 2, 3), (None, "letter", 1, None)]


@pytest.mark.parametrize("value", [b"ab", Decimal("1.5"), datetime(2026, 1, 2), timedelta(days=1)])
def test_what_json_has_not_is_text_in_parquet(tmp_path: Path, value: object) -> None:
    table = pyarrow.table({"learner": ["s1"], "question": ["name"], "response": [value]})
    pyarrow.parquet.write_table(table, tmp_path / "r.parquet")
    assert found(tmp_path / "r.parquet") == [("s1", "name", str(value), None)]


@pytest.mark.parametrize("content", [b"", b"PAR1 nonsense PAR1"])
def test_what_is_no_parquet_says_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.parquet").write_bytes(content)
    with pytest.raises(ValueError, match="no Parquet file"):
        found(tmp_path / "r.parquet")


@pytest.mark.parametrize("separator", [b";", b"\t"])
def test_a_spreadsheet_may_part_its_cells_otherwise(tmp_path: Path, separator: bytes) -> None:
    table = CSV.replace(b"a, b", b"a_ b").replace(b",", separator).replace(b"_", b",")
    (tmp_path / "r.csv").write_bytes(codecs.BOM_UTF8 + table)
    assert found(tmp_path / "r.csv") == EXPECTED


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(codecs.BOM_UTF8 + response("letter", 1))
    assert found(tmp_path / "r.jsonl") == [("s1", "letter", 1, None)]


@pytest.mark.parametrize("seed", [b"3", b"3.0", b" 3 "])
def test_a_seed_is_whole_however_a_table_writes_it(tmp_path: Path, seed: bytes) -> None:
    (tmp_path / "r.csv").write_bytes(b"learner,question,response,seed\ns2,double,8," + seed + b"\n")
    assert found(tmp_path / "r.csv") == [("s2", "double", "8", 3)]


@pytest.mark.parametrize(
    "content",
    [CSV, response("letter", 1), gzip.compress(CSV, mtime=0)],
    ids=["CSV", "JSON", "compressed"],
)
def test_standard_input_is_json_lines_or_a_table_with_columns(
    monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert next(s.question for s in read_submissions(Path("-"))) == "letter"


def test_a_damaged_compressed_file_says_so_after_its_good_lines(tmp_path: Path) -> None:
    lines = b"".join(response("letter", number) for number in range(2_000))
    (tmp_path / "r.jsonl.gz").write_bytes(gzip.compress(lines)[:-200])
    good = 0
    with pytest.raises(ValueError, match="damaged after line"):  # noqa: PT012
        for _ in read_submissions(tmp_path / "r.jsonl.gz"):
            good += 1
    assert good > 0


def test_how_far_it_was_read_is_known(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(response("letter", 1) * 3)
    with opened(tmp_path / "r.jsonl") as source:
        assert source.size == (tmp_path / "r.jsonl").stat().st_size
        assert len([*source.submissions]) == 3
        assert source.position() == source.size


BROKEN = [
    (b'{"question": "letter", "response": "\xff"}', "not UTF-8"),
    (b'{"learner": 3, "question": 4, "response": 5}', "names no question"),
    (b'{"learner": {"a": 1}, "question": "nobody", "response": 5}', "no question"),
    (b'{"question": "letter"}', "has no response"),
    (b"{" * 50_000, "not JSON"),
    (b"", "empty"),
    (b"\0", "not JSON"),
    (b'{"question": "letter", "response": ' + b"9" * 5_000 + b"}", ""),
    (b'{"question": "letter", "response": 1e999}', ""),
    (b'{"question": "letter", "response": "' + b"x" * 10_000_000 + b'"}', "longer than"),
    (b'{"question": "letter", "response": [[[[]]]]}', ""),
    (b'{"question": "double", "response": 1, "seed": 1e400}', "whole number"),
    (b'{"question": "double", "response": 1, "seed": 1.5}', "whole number"),
    (
        b'{"learner": "s", "question": "letter", "response": ' + b"[" * 900 + b"]" * 900 + b"}",
        "deep",
    ),
    (b'{"learner": NaN, "question": "letter", "response": 1}', "not JSON, which has no NaN"),
    (b'{"question": "letter", "response": 1}{}', "there is more behind it"),
]


def test_each_broken_line_has_its_line_and_its_reason(tmp_path: Path) -> None:
    bank = small_bank(tmp_path)
    good = response("letter", 1)
    content = b"".join(good + line + b"\n" for line, _ in BROKEN)
    (tmp_path / "r.jsonl").write_bytes(content)
    mark_file(bank, tmp_path / "r.jsonl", tmp_path / "out.jsonl")
    lines = lines_in(tmp_path / "out.jsonl")
    assert b"NaN," not in (tmp_path / "out.jsonl").read_bytes()
    assert [line["verdict"] for line in lines] == ["correct", "invalid"] * len(BROKEN)
    for line, (_, reason) in zip(lines[1::2], BROKEN, strict=True):
        assert reason.lower() in line["feedback"][0].lower()


@given(st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=6))
def test_any_lines_of_a_table_give_submissions(lines: list[bytes]) -> None:
    found = [*from_csv([b"learner,question,response\n", *(line + b"\n" for line in lines)])]
    assert len(found) <= len(lines)
    assert all(s.problem or s.question for s in found)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (b's1,q,"never closed\n', "lines 2 to 3: a quotation mark is not closed"),
        (b"s1,q," + b"x" * (MAX_LINE + 5) + b"\n", "line 2 is longer than"),
        (b's1,q,"' + b"x" * (MAX_LINE + 5) + b"\n", "line 2 is longer than"),
        (b"\n", "the line is empty"),
        (b"s1,q,1,2\n", "4 cells"),
        (b"s1,q\n", "no response"),
        (b"s1,q,\xff\n", "not UTF-8"),
    ],
)
def test_a_broken_row_says_which_lines_it_took(row: bytes, problem: str) -> None:
    found = [*from_csv([b"\xef\xbb\xbflearner,question,response\n", row, b"s2,q,1\n"])]
    assert problem in str(found[0].problem)
    assert [s.learner for s in found[1:]] in ([], ["s2"])
