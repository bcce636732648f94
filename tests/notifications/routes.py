"""Who may use which address; the lowest role."""

ROUTES = {
    "notifications.about": "citizen",
    "notifications.choice": "visitor",  # with the link of a letter
    "notifications.choose": "visitor",
    "notifications.index": "citizen",
    "notifications.read": "citizen",
    "notifications.read_all": "citizen",
    "notifications.settings": "citizen",
}
