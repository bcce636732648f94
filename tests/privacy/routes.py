"""Who may use which address; the lowest role."""

ROUTES = {
    "privacy.policy": "visitor",
    "privacy.own_data": "citizen",
    "privacy.fetch": "citizen",
    "privacy.erasure": "citizen",
    "privacy.erase": "citizen",
    "privacy.erase_on_behalf": "administrator",
    "privacy.tonight": "administrator",
}
