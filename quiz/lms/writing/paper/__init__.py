"""Exam papers and their keys."""
