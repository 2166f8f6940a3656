"""Marking many responses: files in, grades out; and the report on how the questions did."""

from __future__ import annotations

from quiz.marking.grading import ENGINE
from quiz.marking.responses import Submission
from quiz.marking.run import Result, mark_file
from quiz.marking.sources import read_submissions

__all__ = ["ENGINE", "Result", "Submission", "mark_file", "read_submissions"]
