"""What QTI 2.1 and 3 call the same things."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.lms.writing.xml_text import escaped, in_space, tag

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Dialect:
    """A version of QTI: its namespaces, schemas, and the names of what a package holds."""

    version: str
    namespace: str
    schema: str
    package_namespace: str
    package_schema: str
    package: str
    package_version: str
    item_type: str
    test_type: str
    is_hyphenated: bool

    def tag(self, name: str, *inside: str, **attributes: object) -> str:
        """An element by its name in version 2.1: `itemBody` is `qti-item-body` in version 3."""
        return tag(self._name(name), *inside, **self._attributes(attributes))

    def root(self, name: str, *inside: str, **attributes: object) -> str:
        """An element that is a file of its own."""
        spaces = in_space(self.namespace, self.schema)
        return tag(self._name(name), *inside, **spaces, **self._attributes(attributes))

    def _name(self, name: str) -> str:
        return f"qti-{_hyphenated(name)}" if self.is_hyphenated else name

    def _attributes(self, attributes: dict[str, object]) -> dict[str, object]:
        if not self.is_hyphenated:
            return attributes
        return {_hyphenated(key): value for key, value in attributes.items()}

    def content(self, *inside: str) -> str:
        """The inside of feedback, which version 3 has in an element of its own."""
        return self.tag("contentBody", *inside) if self.is_hyphenated else "".join(inside)

    # Expressions and rules

    def value(self, base: str, text: str) -> str:
        """A constant."""
        return self.tag("baseValue", escaped(text), baseType=base)

    def variable(self, name: str) -> str:
        """What was responded, or has been worked out so far."""
        return self.tag("variable", identifier=name)

    def set(self, outcome: str, *expression: str) -> str:
        """A rule that sets an outcome."""
        return self.tag("setOutcomeValue", *expression, identifier=outcome)

    def first(self, *cases: tuple[str, str], otherwise: str = "") -> str:
        """A rule with the rules of the first case whose test holds."""
        names = ("responseIf", *["responseElseIf"] * len(cases))
        written = [
            self.tag(name, test, rules) for name, (test, rules) in zip(names, cases, strict=False)
        ]
        if otherwise:
            written.append(self.tag("responseElse", otherwise))
        return self.tag("responseCondition", *written)


def number(value: float) -> str:
    """Points as they are written: whole where they are."""
    return str(int(value)) if value == int(value) else repr(value)


def _hyphenated(name: str) -> str:
    return _HUMP.sub("-", name).lower()


VERSION_2 = Dialect(
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    package_namespace="http://www.imsglobal.org/xsd/imscp_v1p1",
    package_schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd",
    package="QTIv2.1 Package",
    package_version="1.0.0",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    is_hyphenated=False,
)
VERSION_3 = Dialect(
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    package_namespace="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    package_schema=(
        "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
    ),
    package="QTI Package",
    package_version="3.0.0",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    is_hyphenated=True,
)
