"""Practice and exams without a screen: what is asked and when, what is kept, and how it went."""
