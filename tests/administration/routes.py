"""Who may use which address; the lowest role. The front page and the trail are the auditor's too."""

ROUTES = {
    "administration.index": "auditor",
    "administration.persons": "administrator",
    "administration.invite": "administrator",
    "administration.person": "administrator",
    "administration.give_role": "administrator",
    "administration.change_role": "administrator",
    "administration.end_role": "administrator",
    "administration.reset_code": "administrator",
    "administration.invite_again": "administrator",
    "administration.deactivate": "administrator",
    "administration.reactivate": "administrator",
    "administration.trail": "auditor",
    "administration.outbox": "administrator",
    "administration.retry": "administrator",
}
