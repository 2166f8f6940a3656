"""A practice session without a screen: picking, answering, the summary, and the history."""
