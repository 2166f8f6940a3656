"""Canvas's formula questions: `[x]` in the text, a formula, and answers to check it by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from xml.etree.ElementTree import Element

from quiz.lms.reading.computed import Drawn, declare, formula, names_for, tolerance
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in
from quiz.lms.reading.xml_reading import text_at
from quiz.symbolic.errors import MathematicsError

MOST_CHECKED = 50


def as_calculated(sketch: Sketch, prompt: str, item: Element) -> None:
    """A numeric question with random values. Raises `NotCarriedError`."""
    found = item.find(".//calculated")
    if found is None:
        raise NotCarriedError("it does not say how its answer is computed")
    drawn = {one.get("name", ""): _drawn(one) for one in found.findall("vars/var")}
    names = names_for(drawn)
    declare(sketch, drawn, names)
    for name, own in names.items():
        prompt = prompt.replace(f"[{name}]", f"{{{{ {own} }}}}")
    places = next((one.get("decimal_places") for one in found.iter("formulas")), None)
    decimals = number_in(places)
    answer = _checked(found, names, 2 if decimals is None else int(decimals))
    sketch.data |= {"type": "numeric", "prompt": prompt, "answer": answer}
    size = text_at(found, "answer_tolerance")
    number = number_in(size.rstrip("% ") or "0") or 0
    kind = next((one.get("type") for one in found.iter("answer_tolerance")), None)
    is_share = size.endswith("%") or kind == "percent"
    whole = None if decimals is None else int(decimals)
    sketch.data["tolerance"] = tolerance(number / 100 if is_share else number, is_share, whole)


def _drawn(variable: Element) -> Drawn:
    low, high = number_in(text_at(variable, "min")), number_in(text_at(variable, "max"))
    if low is None or high is None:
        raise NotCarriedError("it does not say how its numbers are drawn")
    return Drawn(low, high, int(min(max(number_in(variable.get("scale")) or 0, 0), 12)))


def _checked(found: Element, names: Mapping[str, str], decimals: int) -> str:
    """The formula that gives the answers that are listed. Raises `NotCarriedError`."""
    written = [text for one in found.iter("formula") if (text := (one.text or "").strip())]
    if not written:
        raise NotCarriedError("it does not say how its answer is computed")
    text = formula(written[-1], names, "[", "]")
    for name, own in names.items():
        text = re.sub(rf"(?<![\w.]){re.escape(name)}(?!\w)", own, text)
    base_ten = re.sub(r"\blog\s*\(", "log10(", text)
    for candidate in dict.fromkeys([base_ten, text]):
        if all(
            _agrees(candidate, values, answer, decimals) for values, answer in _sets(found, names)
        ):
            return candidate
    raise NotCarriedError(f"“{written[-1]}” does not give the answers that are listed for it")


def _sets(found: Element, names: Mapping[str, str]) -> Iterator[tuple[dict[str, Fraction], float]]:
    for one in found.findall("var_sets/var_set")[:MOST_CHECKED]:
        answer = number_in(text_at(one, "answer"))
        values = {
            names[name]: Fraction(value)
            for variable in one.findall("var")
            if (name := variable.get("name", "")) in names
            and (value := number_in(variable.text)) is not None
        }
        if answer is not None and len(values) == len(names):
            yield values, answer


def _agrees(text: str, values: Mapping[str, Fraction], answer: float, decimals: int) -> bool:
    from quiz.symbolic.exact import evaluate
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading import read
    from quiz.symbolic.tasks import Declaration

    try:
        names = Names.of({}, others={name: Declaration() for name in values})
        value = evaluate(read(text, names), values)
    except MathematicsError:
        return False
    return abs(float(value) - answer) <= 10.0**-decimals + 1e-6 * abs(answer)
