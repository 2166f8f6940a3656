"""Solving conditions: what solves an equation, and whether two have the same solutions."""
