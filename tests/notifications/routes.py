"""Who may use which address; the lowest role."""

ROUTES = {"notifications.index": "citizen", "notifications.read": "citizen", "notifications.read_all": "citizen"}
