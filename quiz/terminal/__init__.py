"""What a learner sees in a terminal."""
