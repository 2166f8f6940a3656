"""The commands, a module each; what a command runs is imported when it runs."""
