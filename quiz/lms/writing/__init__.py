"""Writing files for other systems: a module a format, each with `write(export, out)`."""
