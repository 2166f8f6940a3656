"""Marking many responses: files in, grades out; and the report on how the questions did."""

from __future__ import annotations

from quiz.marking.marking import ENGINE, mark, mark_file
from quiz.marking.responses import Submission, read_submissions

__all__ = ["ENGINE", "Submission", "mark", "mark_file", "read_submissions"]
