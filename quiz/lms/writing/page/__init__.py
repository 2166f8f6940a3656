"""A page of its own that asks, grades and explains, and packages of it for SCORM."""
