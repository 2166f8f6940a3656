"""The instructor's local page: every question as learners and an exam paper show it, live."""
