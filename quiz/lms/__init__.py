"""Other systems' files of questions: read in `reading`, written in `writing`, a module a format."""
