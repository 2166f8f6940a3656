"""The JSON Schema of a file of questions, by which editors complete and underline.

It is made from the models that load a bank. What pydantic cannot know, because a validator takes
it before the types are looked at, is added here: the short forms.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from quiz.bank.schema_words import KINDS as ABOUT_KINDS
from quiz.bank.schema_words import words_for
from quiz.bank.topic import FORMAT, Topic
from quiz.questions import KINDS, BaseQuestion

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Schema = {"type": "string"}
WHOLE: Schema = {"type": "integer", "minimum": 1}

BOOLEAN_KEYS = "^([Tt]rue|[Ff]alse)$"
"""The keys `true` and `false`: some editors find no property for a key that is no text, and
programs in Python hand them on with a capital."""

SHORT_FORMS: dict[tuple[str, str], list[Schema]] = {
    ("Derivation", "goal"): [TEXT],
    ("Symbol", "index"): [TEXT, WHOLE],
    ("Symbol", "index_of"): [WHOLE],
    **{
        (model, key): [TEXT]
        for model in ("Expression", "FormulaBlank")
        for key in ("with_respect_to", "forbid")
    },
}
"""What may stand in place of the long form of a key."""


def schema() -> Schema:
    """The schema of a file, in draft 2020-12."""
    definitions = _definitions()
    names = {kind: model.__name__ for kind, model in KINDS.items()}
    topic = definitions.pop("Topic")
    needed = {kind: definitions[name].pop("required") for kind, name in names.items()}
    for kind, name in names.items():
        definitions[name]["description"] = ABOUT_KINDS[kind]
        definitions[name]["properties"]["type"]["examples"] = [kind]
    definitions["Question"] = _question(definitions, names, needed)
    definitions["QuestionWithDefaults"] = _question(definitions, names, {})
    topic["properties"] |= {
        "format": topic["properties"]["format"] | {"const": FORMAT},
        "defaults": topic["properties"]["defaults"] | _defaults(definitions, names),
        "symbols": topic["properties"]["symbols"] | _symbols(),
    }
    each_needed = [{"required": [key]} for key in dict.fromkeys(chain(*needed.values()))]
    has_needed = {"required": ["defaults"], "properties": {"defaults": {"anyOf": each_needed}}}
    return {
        "$schema": DIALECT,
        "title": "Questions for likelihood-quiz",
        **topic,
        "description": "The questions on one topic, with what they have in common.",
        "if": has_needed,
        "then": _each_question("QuestionWithDefaults"),
        "else": _each_question("Question"),
        "$defs": dict(sorted(definitions.items())),
    }


def _each_question(name: str) -> Schema:
    return {"properties": {"questions": {"type": "array", "items": _reference(name)}}}


def _reference(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _definitions() -> dict[str, Schema]:
    """The schema of each model by its name, every key described, with its short forms."""
    from pydantic.json_schema import models_json_schema

    models = [(model, "validation") for model in (*KINDS.values(), Topic)]
    _, together = models_json_schema(models, by_alias=True)  # type: ignore[arg-type]
    definitions: dict[str, Schema] = together["$defs"]
    for name, definition in definitions.items():
        definition.pop("title", None)
        for key, value in definition.get("properties", {}).items():
            definition["properties"][key] = _described(name, key, value)
    said = definitions["TruthFeedback"]
    said["patternProperties"] = {BOOLEAN_KEYS: {"type": ["string", "null"]}}
    return definitions


def _described(model: str, key: str, value: Schema) -> Schema:
    """The schema of a key with its short forms, a description and an example."""
    value = _simple({part: inner for part, inner in value.items() if part != "title"})
    if key == "symbols" and model != "Topic":
        value = _symbols() | ({} if "default" not in value else {"type": ["object", "null"]})
    if key == "ignore":
        value["items"] = _codes()
    short = SHORT_FORMS.get((model, key))
    if short:
        default = {"default": value.pop("default")} if "default" in value else {}
        long = value.pop("anyOf", None) or [value]
        value = {"anyOf": [*short, *long], **default}
    description, example = words_for(model, key)
    return {"description": description, **value, "examples": [example]}


def _simple(value: Any) -> Any:
    """The same in fewer words: no choice between equal entries, “or null” as a type."""
    if isinstance(value, list):
        return [_simple(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: _simple(item) for key, item in value.items()}
    entries = value.get("prefixItems")
    if entries and all(entry == entries[0] for entry in entries):
        del value["prefixItems"]
        value["items"] = entries[0]
    choices = value.get("anyOf", [])
    if len(choices) == 2 and choices[1] == {"type": "null"} and "type" in choices[0]:
        del value["anyOf"]
        value |= choices[0] | {"type": [choices[0]["type"], "null"]}
        if "enum" in value:
            value["enum"] = [*value["enum"], None]
    return value


def _symbols() -> Schema:
    long_or_short = {"anyOf": [TEXT, _reference("Symbol")]}
    return {"type": "object", "additionalProperties": long_or_short}


def _codes() -> Schema:
    """A code of the check: those that a question can switch off are offered."""
    from quiz.bank.checks import RULES

    known = [code for code, rule in RULES.items() if not rule.is_of_loading]
    return {"anyOf": [{"enum": known}, {"type": "string", "pattern": r"^Q\d{3}$"}]}


def _question(
    definitions: dict[str, Schema], names: dict[str, str], needed: dict[str, list[str]]
) -> Schema:
    """A question: what every kind has, then by its type the keys of one kind."""
    common = {
        key: value
        for key, value in definitions[names["numeric"]]["properties"].items()
        if key in BaseQuestion.model_fields
    }
    kinds = [{"const": kind, "description": about} for kind, about in ABOUT_KINDS.items()]
    common["type"] = definitions[names["numeric"]]["properties"]["type"] | {"anyOf": kinds}
    del common["type"]["const"]
    by_all = [key for key in common if needed and all(key in keys for keys in needed.values())]
    return {
        "type": "object",
        "required": by_all or ["id"],
        "properties": common,
        "allOf": [
            {
                "if": {"required": ["type"], "properties": {"type": {"const": kind}}},
                "then": {"allOf": [_reference(name), _needs(needed.get(kind, ()), by_all)]},
            }
            for kind, name in names.items()
        ],
    }


def _needs(keys: Iterable[str], elsewhere: Iterable[str]) -> Schema:
    return {"required": [key for key in keys if key not in elsewhere]}


def _defaults(definitions: dict[str, Schema], names: dict[str, str]) -> Schema:
    """Any key of any kind but the id, as one of the kinds has it."""
    properties: dict[str, Schema] = {}
    for name in names.values():
        for key, value in definitions[name]["properties"].items():
            known = properties.setdefault(key, {"anyOf": []})["anyOf"]
            if key != "id" and value not in known:
                known.append(value)
    del properties["id"]
    properties = {
        key: value["anyOf"][0] if len(value["anyOf"]) == 1 else value
        for key, value in properties.items()
    }
    return {"properties": properties, "additionalProperties": False}
