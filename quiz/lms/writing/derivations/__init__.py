"""What a derivation goes out as where nothing follows its lines."""
