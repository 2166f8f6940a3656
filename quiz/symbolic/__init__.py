"""Mathematics: reading what people type, comparing it, following it line by line."""
