"""Proving that two expressions are equal, by bringing both to one normal form.

A normal form is a rational function of atoms: letters, logarithms, exponentials, roots, sums over
an index. Every step is a law that holds wherever what it starts from is defined; where signs
decide, they are worked out from the domains. What is not proved is not called different. A proof
says whether it leaves single points out: that a square is positive fails at zero.
"""

from quiz.symbolic.proof.proving import prove_equal

__all__ = ["prove_equal"]
