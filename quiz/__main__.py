"""`python -m quiz` is the program `quiz`."""

from __future__ import annotations

from quiz.cli.main import main

main(prog_name="quiz")
