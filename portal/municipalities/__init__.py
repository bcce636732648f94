"""The municipality, its words, its council bodies and parties."""
