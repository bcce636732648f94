"""Files that hang on records of other rooms: checked by content, kept by hash, shown to whoever sees the record."""
