"""Who may use the pages about promises, lessons and the archive."""

ROUTES = {
    "implementation.archive": "visitor",
    "implementation.archives": "visitor",
    "implementation.create": "secretary",
    "implementation.index": "visitor",
    "implementation.lessons": "visitor",
    "implementation.new": "secretary",
    "implementation.report": "secretary",
    "implementation.status": "secretary",
    "implementation.trail": "visitor",
    "implementation.write": "secretary",
}
