"""Who may use which address; the lowest role."""

ROUTES = {
    "accounts.new_account": "visitor",
    "accounts.create_account": "visitor",
    "accounts.confirmation": "visitor",
    "accounts.confirm_account": "visitor",
    "accounts.signing_in": "visitor",
    "accounts.sign_in": "visitor",
    "accounts.signing_out": "visitor",
    "accounts.sign_out": "visitor",
    "accounts.forgotten_password": "visitor",
    "accounts.ask_for_new_password": "visitor",
    "accounts.new_password": "visitor",
    "accounts.invitation": "visitor",
    "accounts.own_page": "citizen",
    "accounts.own_name": "citizen",
    "accounts.own_password": "citizen",
    "accounts.ask_for_confirmation": "citizen",
    "accounts.end_session": "citizen",
}
