"""Reading other systems' files of questions: a module a format."""
