"""Taking published minutes over."""
