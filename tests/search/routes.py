"""Who may use the search: everybody."""

ROUTES = {
    "search.index": "visitor",
    "search.decisions": "visitor",
    "search.follow": "visitor",
    "search.csv": "visitor",
    "search.feed": "visitor",
}
