"""Who may use each address of the room, by the lowest role."""

ROUTES = {"imports.doubtful": "administrator"}
