"""QTI 1.2 as Blackboard and Brightspace write it, brought to the way of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from quiz.lms.reading.xml_reading import text_at

_KINDS = {
    "multiple choice": "multiple_choice_question",
    "multiple answer": "multiple_answers_question",
    "multi-select": "multiple_answers_question",
    "true/false": "true_false_question",
    "either/or": "multiple_choice_question",
    "fill in the blank": "short_answer_question",
    "fill in the blank plus": "fill_in_multiple_blanks_question",
    "short answer": "short_answer_question",
    "numeric": "numerical_question",
    "ordering": "ordering_question",
    "matching": "matching_question",
    "essay": "essay_question",
    "short response": "essay_question",
    "long answer": "essay_question",
    "file upload": "file_upload_question",
}
_FEEDBACK = {"correct": "correct_fb", "incorrect": "general_incorrect_fb"}


def in_the_standard_way(root: Element) -> None:
    """Change the items that are written in a way of their own; others stay as they are."""
    for item in root.iter("item"):
        if item.find("itemmetadata/bbmd_questiontype") is not None:
            _blackboard(item)
        elif item.find("itemmetadata/qtimetadata/qti_metadatafield") is not None:
            _brightspace(item)


def _name_kind(item: Element, kind: str, points: str) -> None:
    """Say what kind of question it is and what it is worth, as Canvas does."""
    data = SubElement(item, "qtimetadata")
    named = _KINDS.get(kind.lower(), kind)
    for label, entry in (("question_type", named), ("points_possible", points)):
        field = SubElement(data, "qtimetadatafield")
        SubElement(field, "fieldlabel").text = label
        SubElement(field, "fieldentry").text = entry


def _brightspace(item: Element) -> None:
    """Fields by another name; texts are compared with the field itself, not with its response."""
    fields = {
        text_at(field, "fieldlabel"): text_at(field, "fieldentry")
        for field in item.iter("qti_metadatafield")
    }
    _name_kind(item, fields.get("qmd_questiontype", ""), fields.get("qmd_weighting", ""))
    responses = {
        label.get("ident", ""): response.get("ident", "")
        for response in item.iter("response_str")
        for label in response.iter("response_label")
    }
    for test in item.iter("varequal"):
        test.set("respident", responses.get(test.get("respident", ""), test.get("respident", "")))


def _blackboard(item: Element) -> None:
    """Texts, scores and feedback by other names; pairs whose sides stand apart."""
    kind = text_at(item, "itemmetadata/bbmd_questiontype")
    _name_kind(item, kind, text_at(item, "itemmetadata/qmd_absolutescore_max"))
    most = next((found.get("maxvalue") for found in item.iter("decvar")), None) or "100"
    for found in item.iter():
        if found.tag == "mat_formattedtext":
            found.tag = "mattext"
            found.set("texttype", "text/html")
        elif found.tag == "setvar":
            found.set("varname", found.get("variablename", "SCORE"))
            found.text = most if (found.text or "").strip() == "SCORE.max" else found.text
        elif found.tag == "itemfeedback":
            found.set("ident", _FEEDBACK.get(found.get("ident", ""), found.get("ident", "")))
        elif found.tag == "displayfeedback":
            name = found.get("linkrefid", "")
            found.set("linkrefid", _FEEDBACK.get(name, name))
    for condition in item.iter("respcondition"):
        links = {found.get("linkrefid") for found in condition.iter("displayfeedback")}
        if "correct_fb" in links and condition.find("setvar") is None:
            SubElement(condition, "setvar", varname="SCORE").text = most
    _say_to_options(item)
    if kind == "Matching":
        _join_pairs(item)


def _say_to_options(item: Element) -> None:
    """Show the feedback that has the name of an option where that is picked."""
    processing = item.find("resprocessing")
    said = {found.get("ident", "") for found in item.iter("itemfeedback")}
    if processing is None:
        return
    for response in item.iter("response_lid"):
        for label in response.iter("response_label"):
            name = label.get("ident", "")
            if name in said:
                condition = SubElement(processing, "respcondition")
                test = SubElement(condition, "conditionvar")
                names = {"respident": response.get("ident", "")}
                SubElement(test, "varequal", names).text = name
                SubElement(condition, "displayfeedback", linkrefid=name)


def _join_pairs(item: Element) -> None:
    """Put the left side of each pair into its response, and the right sides into its labels."""
    parents = {child: parent for parent in item.iter() for child in parent}
    rights: list[Element] = []
    for flow in [*item.iter("flow")]:
        if flow.get("class") == "RIGHT_MATCH_BLOCK":
            rights = [*_materials(flow)]
            parents[flow].remove(flow)
    for response in item.iter("response_lid"):
        around = parents[response]
        for beside in [child for child in around if child.tag in ("flow", "material")]:
            around.remove(beside)
            response.extend([beside] if beside.tag == "material" else _materials(beside))
        for label, right in zip(response.iter("response_label"), rights, strict=False):
            label.append(right)


def _materials(element: Element) -> Iterator[Element]:
    yield from element.iter("material")
