"""Who may use which address; the lowest role."""

ROUTES = {
    "municipalities.edit": "administrator",
    "municipalities.words": "administrator",
    "municipalities.days_off": "administrator",
    "municipalities.body_list": "administrator",
    "municipalities.new_body": "administrator",
    "municipalities.body": "administrator",
    "municipalities.party_list": "administrator",
    "municipalities.new_party": "administrator",
    "municipalities.party": "administrator",
    "municipalities.copy_parties": "administrator",
}
