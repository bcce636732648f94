"""Finding public records by words."""
