"""Courses for Open edX."""
