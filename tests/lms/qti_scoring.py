"""The response processing of QTI 2.1 that our items use, worked out as its specification says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

Response = str | list[str] | None
Value = float | str | bool | list[str] | None


class Scored:
    """An item to which these responses were given; `outcomes` is what came of it."""

    def __init__(self, item: Element, responses: Mapping[str, Response]) -> None:
        self.declared = {found.get("identifier"): found for found in item}
        self.responses = responses
        self.outcomes: dict[str, Value] = {}
        for found in item.iter("outcomeDeclaration"):
            default = found.findtext("defaultValue/value")
            is_number = found.get("baseType") == "float"
            value: Value = float(default) if is_number and default else default
            self.outcomes[found.get("identifier", "")] = value
        processing = item.find("responseProcessing")
        assert processing is not None
        self._run(processing)

    @property
    def share(self) -> float:
        """The part of the points that was earned."""
        score, most = self.outcomes["SCORE"], self.outcomes["MAXSCORE"]
        assert isinstance(score, float)
        assert isinstance(most, float)
        return score / most

    def _run(self, rules: Element) -> None:
        for rule in rules:
            if rule.tag == "responseCondition":
                self._branch(rule)
            elif rule.tag == "setOutcomeValue":
                self.outcomes[rule.attrib["identifier"]] = self.value(rule[0])
            else:
                assert rule is rules[0], rule.tag

    def _branch(self, condition: Element) -> None:
        for case in condition:
            if case.tag == "responseElse":
                self._run(case)
                return
            if self.value(case[0]) is True:
                for rule in case[1:]:
                    assert rule.tag == "setOutcomeValue"
                    self.outcomes[rule.attrib["identifier"]] = self.value(rule[0])
                return

    def value(self, node: Element) -> Value:
        """The value of an expression."""
        name = node.get("identifier", "")
        if node.tag == "baseValue":
            text = node.text or ""
            return float(text) if node.get("baseType") in ("float", "integer") else text
        if node.tag == "variable":
            return self.outcomes[name] if name in self.outcomes else self._response(name)
        if node.tag == "correct":
            return self._key(name)
        if node.tag == "mapResponse":
            return self._mapped(name)
        values = [self.value(child) for child in node]
        return _OPERATORS[node.tag](values, node)

    def _response(self, name: str) -> Value:
        response = self.responses.get(name)
        if not response:
            return None
        if self.declared[name].get("baseType") == "float" and isinstance(response, str):
            return float(response)
        is_set = self.declared[name].get("cardinality") == "multiple"
        return sorted(response or []) if is_set else response

    def _key(self, name: str) -> Value:
        declared = self.declared[name]
        values = [value.text or "" for value in declared.findall("correctResponse/value")]
        cardinality = declared.get("cardinality")
        if cardinality == "single":
            return values[0]
        return values if cardinality == "ordered" else sorted(values)

    def _mapped(self, name: str) -> float:
        response = self._response(name)
        mapping = self.declared[name].find("mapping")
        assert mapping is not None
        given = {response} if isinstance(response, str) else set[str]()
        if isinstance(response, list):
            given.update(response)
        total = 0.0
        for entry in mapping.findall("mapEntry"):
            key, blind = entry.attrib["mapKey"], entry.get("caseSensitive") == "false"
            known = {one.lower() for one in given} if blind else given
            if (key.lower() if blind else key) in known:
                total += float(entry.attrib["mappedValue"])
        low, high = mapping.get("lowerBound"), mapping.get("upperBound")
        total = total if low is None else max(total, float(low))
        return total if high is None else min(total, float(high))


def _same_text(values: list[Value], node: Element) -> Value:
    first, second = map(str, values)
    is_blind = node.get("caseSensitive") == "false"
    return first.lower() == second.lower() if is_blind else first == second


def _number(value: Value) -> float:
    assert isinstance(value, float)
    return value


_OPERATORS: Mapping[str, Callable[[list[Value], Element], Value]] = {
    "match": lambda values, _: None if None in values else values[0] == values[1],
    "stringMatch": _same_text,
    "isNull": lambda values, _: values[0] is None,
    "not": lambda values, _: None if values[0] is None else not values[0],
    "and": lambda values, _: False if False in values else None if None in values else True,
    "or": lambda values, _: True if True in values else None if None in values else False,
    "gte": lambda values, _: None if None in values else _number(values[0]) >= _number(values[1]),
    "lte": lambda values, _: None if None in values else _number(values[0]) <= _number(values[1]),
    "sum": lambda values, _: sum(map(_number, values)),
    "product": lambda values, _: _number(values[0]) * _number(values[1]),
    "divide": lambda values, _: _number(values[0]) / _number(values[1]),
}
