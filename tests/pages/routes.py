"""Who may use the routes of this room; the lowest role is named."""

ROUTES = {
    "mandates.coverage": "visitor",
    "pages.about": "visitor",
    "pages.all_committees": "visitor",
    "pages.accessibility": "visitor",
    "pages.alive": "visitor",
    "pages.committee": "visitor",
    "pages.desk": "citizen",
    "pages.front": "visitor",
    "pages.language": "visitor",
    "pages.permissions": "visitor",
    "pages.ready": "visitor",
    "pages.take_part": "visitor",
}
