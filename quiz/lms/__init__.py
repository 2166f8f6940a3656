"""Other systems' files of questions: a module a format."""
