"""A question of each kind, as short as the format allows, for tests to build upon."""

from __future__ import annotations

from typing import Any

from quiz.questions import KINDS, BaseQuestion

MINIMAL: dict[str, dict[str, Any]] = {
    "multiple_choice": {
        "options": [
            {"text": "binary cross-entropy", "correct": True},
            {"text": "mean squared error", "feedback": "Its gradient carries a factor that dies."},
            {"text": "hinge loss"},
        ]
    },
    "multiple_select": {
        "options": [
            {"text": "sigmoid", "correct": True},
            {"text": "softmax", "correct": True},
            {"text": "identity", "feedback": "It does not give a probability."},
        ]
    },
    "true_false": {"answer": False, "feedback": {True: "Only for a linear model.", False: "Yes."}},
    "matching": {
        "pairs": [
            ["sigmoid", "binary cross-entropy"],
            ["softmax", "categorical cross-entropy"],
            ["identity", "mean squared error"],
        ],
        "distractors": ["hinge loss"],
    },
    "ordering": {"items": ["forward", "loss", "backward", "step"], "distractors": ["shuffle"]},
    "numeric": {"answer": 0.105, "tolerance": {"decimals": 3}},
    "short_answer": {"accept": ["binary cross-entropy", "BCE", "log loss"]},
    "cloze": {
        "prompt": "A [[loss]] in $[[range]]$ has the gradient [[gradient]], here [[value]].",
        "blanks": {
            "loss": {"accept": ["log loss"]},
            "range": {"options": ["(0, 1)", "[0, 1]"], "answer": "(0, 1)"},
            "gradient": {"answer": "p - y", "symbols": {"p": "(0, 1)", "y": "{0, 1}"}},
            "value": {"answer": 0.5, "tolerance": {"absolute": 0.01}},
        },
    },
    "expression": {
        "answer": "-(y*log(p) + (1-y)*log(1-p))",
        "symbols": {"y": "{0, 1}", "p": "(0, 1)"},
    },
    "derivation": {
        "symbols": {
            "n": "natural",
            "y": {"domain": "{0, 1}", "index": "n"},
            "p": {"domain": "(0, 1)", "index": "n", "latex": r"\hat p"},
        },
        "given": {"L": "prod(p_i^y_i * (1-p_i)^(1-y_i), i=1..n)", "J": "-log(L)/n"},
        "goal": "J = -(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)",
        "milestones": [
            {
                "line": "log(L) = sum(log(p_i^y_i * (1-p_i)^(1-y_i)), i=1..n)",
                "hint": "The log of a product is a sum of logs.",
            }
        ],
        "solution": (
            "log(L) = sum(log(p_i^y_i * (1-p_i)^(1-y_i)), i=1..n)\n"
            "       = sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)\n"
            "J = -(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)"
        ),
    },
}


def written(kind: str, **keys: Any) -> dict[str, Any]:
    """What an author writes for a question of the kind, with keys added or replaced."""
    common = {"id": "example", "type": kind, "prompt": "Which one?", "explanation": "Because."}
    return {**common, **MINIMAL[kind], **keys}


def question(kind: str, **keys: Any) -> BaseQuestion:
    """A question of the kind, with keys added or replaced."""
    return KINDS[kind].model_validate(written(kind, **keys))


def problems(kind: str, **keys: Any) -> list[str]:
    """What is wrong with such a question, each with its place."""
    return [
        f"{'.'.join(map(str, problem.path))}: {problem.message}"
        for problem in question(kind, **keys).problems()
    ]
