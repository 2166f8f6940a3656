"""Texts for paper: what an author writes is text, and formulas are mathematics."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst as compiler
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.bank import load_bank
from quiz.markup.errors import MathsError
from quiz.markup.typst import typst
from quiz.markup.typst_maths import typst_maths

HOSTILE = [
    '#panic("no")',
    "#import sys",
    '"); #panic()',
    "] #panic() [",
    "\\u{0} \\",
    "$ #panic() $",
    "`` `#panic()` ``",
    "*a* _b_ <c> @d = e / f - g",
    "{{x}} [[a]] $x_{[[a]]}$",
    "![alt](no.png) [link](https://example.org) <https://x>",
    "```\n#panic()\n```",
    "a\u202eb\x1b[31m\ud800",
]
PIECES = ["#", '"', "\\", "$", "[", "]", "`", "*", "a", " ", "\n", "{", "}", "(", "&", ";", "_"]


def pages(folder: Path, text: str) -> int:
    (folder / "main.typ").write_text(f"#let blank() = box[…]\n{text}", encoding="utf-8")
    document = compiler.compile(folder / "main.typ", format="svg", ignore_system_fonts=True)
    return len(document) if isinstance(document, list) else 1


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\frac{1}{n}", "$frac(1, n)$"),
        (r"\hat{p}_i", "$attach(accent(p, hat), b: i)$"),
        (r"-\log p", '$− op("log") p$'),
        (r"\sum_{i=1}^n y_i", "$attach(∑, t: n, b: i eq 1) attach(y, b: i)$"),
        (r"f(a, b)", "$f lr(paren.l a comma b paren.r)$"),
        (r"\sqrt[3]{x}", "$root(3, x)$"),
        (r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}", '$mat(delim: "(", a, b; c, d)$'),
    ],
)
def test_a_formula_is_mathematics(latex: str, shown: str) -> None:
    assert typst_maths(latex) == shown


def test_every_formula_of_the_bank_is_set(tmp_path: Path) -> None:
    texts = [text for question in load_bank().questions for _, text in question.texts()]
    assert pages(tmp_path, "\n\n".join(map(typst, texts))) > 20


def test_what_cannot_be_read_as_a_formula_is_shown_as_it_is() -> None:
    assert typst(r"$\frac{$") == r'#raw("\\frac{");'


def test_a_formula_that_is_nested_too_deep_is_refused() -> None:
    with pytest.raises(MathsError):
        typst_maths(r"\sqrt{" * 100 + "x" + "}" * 100)


def test_no_text_is_taken_for_code(tmp_path: Path) -> None:
    assert pages(tmp_path, "\n\n".join(map(typst, HOSTILE))) == 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), max_size=40))
def test_any_texts_are_set(texts: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        assert pages(Path(folder), "\n\n".join(map(typst, texts))) >= 1


def test_lines_of_a_paragraph_flow_and_breaks_stay() -> None:
    assert typst("one\ntwo  \nthree") == '#"one two";#linebreak();#"three";'


def test_an_image_is_a_file_or_its_description() -> None:
    assert typst("![a plot](p.png)", image=lambda _: "q.png") == '#image("q.png", alt: "a plot");'
    assert typst("![a plot](p.png)") == '#"[image: a plot]";'
