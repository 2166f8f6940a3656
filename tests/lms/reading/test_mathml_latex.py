from __future__ import annotations

import pytest

from quiz import load_bank
from quiz.lms.reading.mathml_latex import MathmlError, latex_of
from quiz.lms.reading.xml_reading import read_xml
from quiz.markup.mathml import mathml
from quiz.markup.maths import inline

X, N = "<mi>x</mi>", "<mn>2</mn>"
WRITTEN = [
    (f"<msup>{X}{N}</msup>", "x^2"),
    (f"<msup><mrow>{X}<mo>+</mo>{N}</mrow>{N}</msup>", "{x+2}^2"),
    (f"<msup><mrow><mo>(</mo>{X}<mo>)</mo></mrow>{N}</msup>", "(x)^2"),
    (f"<msup>{X}<mo>′</mo></msup>", "x'"),
    (f"<mfrac>{X}<mrow>{N}<mo>&#x2062;</mo>{X}</mrow></mfrac>", r"\frac{x}{2x}"),
    (f"<mroot>{X}{N}</mroot><msqrt>{X}{N}</msqrt>", r"\sqrt[2]{x}\sqrt{x2}"),
    (f"<mi>log</mi><mo>&#x2061;</mo>{X}", r"\log x"),
    (f"{X}<mo>≤</mo><mi>θ</mi>{X}", r"x \le \theta x"),
    (
        f"<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover>"
        f"<msub>{X}<mi>i</mi></msub>",
        r"\sum_{i = 1}^n x_i",
    ),
    (f"<munder><mi>lim</mi><mrow>{X}<mo>→</mo><mo>∞</mo></mrow></munder>", r"\lim_{x \to \infty}"),
    (f"<mover>{X}<mo>^</mo></mover>", r"\hat{x}"),
    (f"<mover><mrow>{X}{X}</mrow><mo>¯</mo></mover>", r"\overline{xx}"),
    ("<mi>ℝ</mi><mi mathvariant='bold'>w</mi><mi>MSE</mi>", r"\mathbb{R}\mathbf{w}\mathrm{MSE}"),
    ("<mtext>50 % if</mtext><mn>50</mn><mo>%</mo>", r"\text{50  if}50\%"),
    (f"<mfenced open='[' separators=';'>{X}{N}</mfenced>", r"\left[x;2\right)"),
    (
        f"<mo>(</mo><mtable><mtr><mtd>{X}</mtd><mtd>{N}</mtd></mtr></mtable><mo>)</mo>",
        r"\left(\begin{matrix}x & 2\end{matrix}\right)",
    ),
    (
        f"<mo>{{</mo><mtable><mtr><mtd>{X}</mtd></mtr><mtr><mtd>{N}</mtd></mtr></mtable>",
        r"\left\{\begin{matrix}x\\ 2\end{matrix}\right.",
    ),
]


@pytest.mark.parametrize(("marks", "latex"), WRITTEN)
def test_marks_become_latex(marks: str, latex: str) -> None:
    assert latex_of(read_xml(f"<math>{marks}</math>".encode())) == latex


@pytest.mark.parametrize(
    "marks",
    [
        "<mlongdiv/>",
        f"<msup>{X}</msup>",
        "<apply><plus/></apply>",
        "",
        "<mrow>" * 50 + X,
    ],
)
def test_marks_without_latex_are_refused(marks: str) -> None:
    closed = marks + "</mrow>" * marks.count("<mrow>")
    with pytest.raises(MathmlError):
        latex_of(read_xml(f"<math>{closed}</math>".encode()))


def test_every_formula_of_the_bank_comes_back_from_mathml() -> None:
    texts = [text for question in load_bank() for _, text in question.texts()]
    formulas = {
        part for text in texts for part in text.split("$")[1::2] if part and "{{" not in part
    }
    assert len(formulas) > 500
    for latex in formulas:
        math = read_xml(mathml(latex, blank=str).encode())
        del math.attrib["alttext"]
        assert "".join(inline(latex_of(math)).split()) == "".join(inline(latex).split()), latex
