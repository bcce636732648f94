"""The red thread: typed edges between records, and walking them."""
