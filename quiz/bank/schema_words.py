"""What the JSON Schema says of each key: a sentence, and an example.

A key is looked up under its model, as `Matching.distractors`, then by its name alone.
"""

from __future__ import annotations

from typing import Any

Words = tuple[str, Any]

KINDS: dict[str, str] = {
    "multiple_choice": "Exactly one option is right.",
    "multiple_select": "Any number of options is right, also none.",
    "true_false": "A statement that is true or false.",
    "matching": "Each left side goes with one right side.",
    "ordering": "Items are put into their right order.",
    "numeric": "A number, within a tolerance.",
    "short_answer": "A word or a few.",
    "cloze": "A text with blanks: words, choices, numbers or formulas.",
    "expression": "One formula, equal to the key however it is written.",
    "derivation": "Working, line by line, from what is given to a goal.",
}

OF_FILE: dict[str, Words] = {
    "format": ("The version of the format; the newest if it is left out.", 1),
    "title": ("What this topic is called.", "Neural-network loss functions"),
    "description": ("What the file is about.", "Which loss belongs to which output, and why."),
    "tags": ("Tags that every question of this file has.", ["neural-networks", "loss-functions"]),
    "source": (
        "Where the questions are from; a question's own source replaces it.",
        "Lecture 23; ISLP §10.7",
    ),
    "defaults": (
        "Any key that a question may have, for the questions that do not set it.",
        {"difficulty": 2, "points": 1},
    ),
    "symbols": (
        "Names and their domains, for every question of this file that has symbols.",
        {"y": "{0, 1}", "p": "(0, 1)"},
    ),
    "questions": (
        "The questions. Each has id, type, prompt, explanation and the keys of its type.",
        [
            {
                "id": "loss-of-a-certain-miss",
                "type": "true_false",
                "prompt": "Binary cross-entropy is bounded.",
                "answer": False,
                "explanation": r"As $\hat p \to 0$ with $y = 1$, $-\log \hat p$ grows forever.",
            }
        ],
    ),
}

OF_QUESTION: dict[str, Words] = {
    "id": (
        "Unique in the bank: small letters, digits, hyphens. What learners answered hangs on it.",
        "loss-for-binary",
    ),
    "type": ("The kind of question.", "multiple_choice"),
    "prompt": (
        "What is asked: Markdown, with maths between $…$ or $$…$$.",
        r"Which loss belongs to a sigmoid output $\hat p$?",
    ),
    "explanation": (
        "Read after answering: why the key is right, not only that it is.",
        "The target is a Bernoulli variable; the loss is its negative log-likelihood.",
    ),
    "hints": ("Shown one at a time on request.", ["Which distribution has two outcomes?"]),
    "hint_penalty": ("The part of the points that each hint costs, from 0 to 1.", 0.1),
    "points": ("What the question is worth.", 2),
    "difficulty": ("From 1, easy, to 5.", 2),
    "tags": ("Added to the tags of the file.", ["bce"]),
    "source": ("Where the question is from, instead of the file's source.", "Lecture 23, slide 8"),
    "status": ("Drafts and retired questions are not asked.", "draft"),
    "was": ("Ids that this question had before: its history stays.", ["old-id"]),
    "parameters": (
        "Random variants: a name, and how its value is drawn. {{ p }} in a text shows the value.",
        {"p": {"uniform": [0.05, 0.95], "decimals": 2}},
    ),
    "constraint": ("What the drawn values have to meet.", "p != 0.5"),
    "tests": (
        "Responses with the grade that they have to get; `quiz check` grades them.",
        [{"response": "y*log(p)", "score": 0.5}],
    ),
    "ignore": (
        "Codes of `quiz check` that are meant so here; `quiz check --explain all` lists them.",
        ["Q053"],
    ),
    "options": (
        "From 2 to 26; mark what is right with correct: true.",
        [{"text": "binary cross-entropy", "correct": True}, {"text": "mean squared error"}],
    ),
    "shuffle": ("Whether the options are shown in a random order.", False),
    "scoring": (
        "all_or_nothing, or partial: (hits − false picks) / number right, at least 0.",
        "partial",
    ),
    "TrueFalse.answer": ("Whether the statement is true.", True),
    "TrueFalse.feedback": (
        "What is said to those who answer true, and to those who answer false.",
        {"true": "It is not bounded."},
    ),
    "pairs": (
        "Left sides with their right sides, from 2 to 26.",
        [["sigmoid", "binary cross-entropy"], ["softmax", "categorical cross-entropy"]],
    ),
    "Matching.distractors": ("Right sides that go with nothing.", ["hinge loss"]),
    "items": ("From 2 to 26 texts, in the right order.", ["forward pass", "loss", "backward pass"]),
    "Ordering.distractors": ("Texts that belong nowhere in the order.", ["random restart"]),
    "groups": ("Neighbours, by their numbers from 1, that may stand in any order.", [[2, 3]]),
    "answer": ("The right number, or an expression over the parameters.", "-log(p)"),
    "tolerance": (
        "How near is near enough; of several keys the widest counts. Without it: exact.",
        {"decimals": 3},
    ),
    "unit": ("May be typed or left out; another one is asked back.", "nats"),
    "decimal_comma": ("Whether a comma is read as a decimal mark.", True),
    "mistakes": (
        "Wrong numbers that are recognised, and what is said to them.",
        [{"answer": "-log10(p)", "feedback": "The logarithm is the natural one."}],
    ),
    "accept": (
        "Accepted texts, the first is shown as the key; /…/ is a regular expression.",
        ["binary cross-entropy", "BCE", "log loss"],
    ),
    "reject": (
        "Wrong texts that are recognised, and what is said to them.",
        [{"text": "MSE", "feedback": "That belongs to a Gaussian output."}],
    ),
    "exact": ("Forgive nothing: neither case, spacing, hyphens nor a slip.", True),
    "blanks": (
        "What belongs in each [[name]] of the prompt.",
        {"loss": {"accept": ["cross-entropy"]}, "slope": {"answer": "p - y", "symbols": {}}},
    ),
    "symbols": (
        "Names and their domains: real, positive, natural, (0, 1), {0, 1}, one_hot, …",
        {"y": "{0, 1}", "p": {"domain": "(0, 1)", "index": "n"}},
    ),
    "Expression.answer": ("The right formula.", "-(y*log(p) + (1-y)*log(1-p))"),
    "value": ("What the formula is; it says what brackets and = mean.", "equation"),
    "up_to": (
        "Equal as objectives up to this; with_respect_to names what varies.",
        "positive_scale",
    ),
    "with_respect_to": ("The name, or names, that vary where up_to is set.", "p"),
    "form": ("The form that a finished answer is in.", "factored"),
    "forbid": ("Operators or names that a finished answer does not contain.", ["diff", "sum"]),
    "Expression.mistakes": (
        "Wrong formulas that are recognised, the first that matches; score from 0 to below 1.",
        [{"expression": "y*log(p)", "feedback": "That is half of it.", "score": 0.5}],
    ),
    "given": (
        "What the working may use: a name, or f(x), and what it stands for.",
        {"L": "p^y*(1-p)^(1-y)", "J": "-log(L)"},
    ),
    "start": ("An equation that the working may begin from.", "log(p/(1-p)) = z"),
    "goal": (
        "The last line; or with its points: {line: …, points: …}.",
        "J = -(y*log(p) + (1-y)*log(1-p))",
    ),
    "milestones": (
        "Lines on the way that earn points.",
        [{"line": "log(L) = y*log(p) + (1-y)*log(1-p)", "points": 1, "required": True}],
    ),
    "solution": (
        "The model working, a line each, judged by the same rules.",
        "log(L) = y*log(p) + (1-y)*log(1-p)\nJ = -(y*log(p) + (1-y)*log(1-p))\n",
    ),
    "Derivation.mistakes": (
        "Wrong lines that are recognised, tried on the first line that does not follow.",
        [{"expression": "J = log(L)", "feedback": "A loss is the negative."}],
    ),
}

OF_PIECES: dict[str, Words] = {
    "AuthorTest.response": ("The response, as JSON would hold it.", "-log(p)"),
    "AuthorTest.score": ("The score that it has to get, from 0 to 1.", 1),
    "AuthorTest.verdict": ("The verdict that it has to get.", "partly_correct"),
    "AuthorTest.first_error": ("The first line, from 1, that does not follow.", 2),
    "AuthorTest.goal_reached": ("Whether the working reaches the goal.", True),
    "AuthorTest.with": ("Values of parameters that fix the variant.", {"p": 0.9}),
    "AuthorTest.seed": ("The seed that fixes the variant.", 3),
    "Option.text": ("What the learner reads: Markdown with maths.", "binary cross-entropy"),
    "Option.correct": ("Whether the option is right.", True),
    "Option.feedback": (
        "Said to those who pick it.",
        "It runs, but its gradient dies when the unit saturates.",
    ),
    "Option.fixed": ("Whether it keeps its place when the others are shuffled.", True),
    "TruthFeedback.true": ("Said to those who answer true.", "It is not bounded."),
    "TruthFeedback.false": ("Said to those who answer false.", "Look at the limit."),
    "Tolerance.absolute": ("The distance from the answer that is still right.", 0.01),
    "Tolerance.relative": ("The same as a part of the answer.", 0.05),
    "Tolerance.decimals": ("Right to within half a unit of this decimal.", 3),
    "Tolerance.significant_figures": ("Right to within half a unit of this figure.", 3),
    "NumberMistake.answer": ("The wrong number, or an expression.", "-log10(p)"),
    "FormulaMistake.expression": ("The wrong formula.", "y*log(p) + (1-y)*log(1-p)"),
    "feedback": ("What is said to it.", "That is the log-likelihood. A loss is its negative."),
    "score": ("What it still earns, from 0 to below 1.", 0.5),
    "RefusedText.text": ("The wrong text; /…/ is a regular expression.", "MSE"),
    "ChoiceBlank.options": ("From 2 to 26 texts to choose from.", ["up", "down"]),
    "ChoiceBlank.answer": ("The right one of the options.", "up"),
    "FormulaBlank.answer": ("The right formula.", "p - y"),
    "FormulaBlank.mistakes": (
        "Wrong formulas that are recognised.",
        [{"expression": "y - p", "feedback": "The sign is turned round."}],
    ),
    "Milestone.line": ("The line.", "log(L) = y*log(p) + (1-y)*log(1-p)"),
    "Milestone.points": ("What it earns.", 1),
    "Milestone.hint": ("Offered while it is still to be shown.", "The log of a product is a sum."),
    "Milestone.required": (
        "Whether it must be shown; else a later milestone reached earns it too.",
        True,
    ),
    "Goal.line": ("The last line.", "J = -log(p)"),
    "Goal.points": ("What it earns; as much as all milestones if left out.", 3),
    "Symbol.domain": ("Where the values lie.", "(0, 1)"),
    "Symbol.index": ("How many there are: n says y_1 … y_n; several as [n, K].", "n"),
    "Symbol.latex": ("How it is shown.", r"\hat p"),
    "Symbol.index_of": ("For a free index: the length that it runs to.", "K"),
    "ChoiceParameter.choice": ("One of these.", [0, 1]),
    "UniformParameter.uniform": ("The two ends.", [0.05, 0.95]),
    "UniformParameter.decimals": ("With how many decimals it is drawn.", 2),
    "IntegerParameter.integer": ("The two ends, both possible.", [3, 6]),
    "ListParameter.list": ("How each of the values is drawn.", {"choice": [0, 1]}),
    "ListParameter.length": ("How many: a number or an earlier parameter.", "n"),
}


def words_for(model: str, key: str) -> Words:
    """What is said of a key of a model. Raises KeyError where nothing is."""
    if model == "Topic":
        return OF_FILE[key]
    every = {**OF_QUESTION, **OF_PIECES}
    return every.get(f"{model}.{key}") or every[key]
