"""Who may use the routes of this room; the lowest role is named."""

ROUTES = {"gates.show": "visitor", "gates.open_": "secretary"}
