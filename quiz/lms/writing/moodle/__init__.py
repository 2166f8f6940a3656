"""Questions for Moodle: its XML, with formulas for STACK."""
