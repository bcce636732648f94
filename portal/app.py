"""The portal. `create_app` is the one place that knows every room of the house."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.accounts import models as account_tables
from portal.accounts.signing_in import init_login
from portal.accounts.views import accounts
from portal.administration.views import administration
from portal.commands.demo import demo
from portal.commands.reindex import reindex
from portal.commands.reset_code import reset_code
from portal.commands.retention import retention
from portal.commands.set_up import set_up
from portal.commands.worker import worker
from portal.committees import models as committee_tables
from portal.committees.indexing import COMMITTEE_DOCUMENT
from portal.committees.tracing import COMMITTEE_NODE
from portal.committees.views import committees
from portal.decisions import models as decision_tables
from portal.decisions.commands import verify_records_command
from portal.decisions.indexing import RECORD_DOCUMENT
from portal.decisions.tracing import RECORD_NODE
from portal.decisions.views import decisions
from portal.events import models as event_tables
from portal.events.delivery import deliver
from portal.events.types import Subscriber
from portal.foundation.addresses import init_addresses
from portal.foundation.assets import init_assets
from portal.foundation.dates import init_filters
from portal.foundation.db import db
from portal.foundation.forms import init_forms
from portal.foundation.headers import init_headers
from portal.foundation.i18n import init_languages
from portal.foundation.jobs import init_jobs
from portal.foundation.public_texts import init_public_texts
from portal.foundation.seen import init_seen
from portal.foundation.settings import read_settings, require_room_to_write
from portal.gates.views import gates
from portal.ideas import models as idea_tables
from portal.ideas.indexing import IDEA_DOCUMENT
from portal.ideas.moderating import IDEA_MODERATED
from portal.ideas.tracing import ANSWER_NODE, IDEA_NODE, THEME_NODE
from portal.ideas.views import ideas
from portal.ideas.words import how_it_stands as how_idea_stands
from portal.implementation import models as implementation_tables
from portal.implementation.tracing import COMMITMENT_NODE, LESSONS_NODE
from portal.implementation.views import implementation
from portal.imports.commands import doubtful_records_command, import_minutes
from portal.imports.views import imports
from portal.initiatives import models as initiative_tables
from portal.initiatives.indexing import INITIATIVE_DOCUMENT
from portal.initiatives.moderating import INITIATIVE_MODERATED
from portal.initiatives.tracing import INITIATIVE_NODE
from portal.initiatives.views import initiatives
from portal.initiatives.words import how_it_stands as how_initiative_stands
from portal.moderation import models as moderation_tables
from portal.moderation.subjects import ModeratedType
from portal.moderation.views import moderation
from portal.municipalities import models as municipality_tables
from portal.municipalities.views import municipalities
from portal.notifications import models as notification_tables
from portal.notifications.views import notifications
from portal.pages.letter_views import letter_pages
from portal.pages.mandate_views import mandate_pages
from portal.pages.page_cache import init_page_cache
from portal.pages.question_numbers import numbers_pointed_at
from portal.pages.refusals import init_refusals
from portal.pages.search_views import search
from portal.pages.shell import demands_code, init_shell, own_words, site_names
from portal.pages.views import pages
from portal.privacy import models as privacy_tables
from portal.privacy.actions.retaining import keep_promises
from portal.privacy.holdings.public_texts import PUBLIC_TEXTS
from portal.privacy.views import privacy
from portal.proposals import models as proposal_tables
from portal.proposals.indexing import PROPOSAL_DOCUMENT
from portal.proposals.moderating import PROPOSAL_MODERATED
from portal.proposals.tracing import PART_NODES, PROPOSAL_NODE, VERSION_NODE
from portal.proposals.views import proposals
from portal.proposals.words import how_it_stands as how_proposal_stands
from portal.reactions.following import letters_that_follow
from portal.reactions.mails import send_letters
from portal.reactions.notify import notify
from portal.reactions.posting import post_letters
from portal.recommendations import models as recommendation_tables
from portal.recommendations.indexing import RECOMMENDATION_DOCUMENT
from portal.recommendations.tracing import RECOMMENDATION_NODE, RESPONSE_NODE
from portal.recommendations.views import recommendations
from portal.recruitment import models as recruitment_tables
from portal.recruitment.queries.places import count_promised, seats_called_for
from portal.recruitment.views import recruitment
from portal.search.documents import DocumentType
from portal.search.index import SearchIndex
from portal.trace import models as trace_tables
from portal.trace.thread import NodeType
from portal.workshops import models as workshop_tables
from portal.workshops.indexing import WORKSHOP_DOCUMENT
from portal.workshops.tracing import WORKSHOP_NODE
from portal.workshops.views import workshops

ROOT = Path(__file__).resolve().parent.parent
TABLES = (
    account_tables,
    committee_tables,
    decision_tables,
    recommendation_tables,
    event_tables,
    idea_tables,
    implementation_tables,
    initiative_tables,
    moderation_tables,
    municipality_tables,
    notification_tables,
    privacy_tables,
    proposal_tables,
    recruitment_tables,
    trace_tables,
    workshop_tables,
)  # migrations compare the database with all of them
BLUEPRINTS = (
    pages,
    letter_pages,
    mandate_pages,
    search,
    committees,
    recruitment,
    initiatives,
    ideas,
    workshops,
    proposals,
    recommendations,
    decisions,
    imports,
    implementation,
    gates,
    accounts,
    moderation,
    municipalities,
    notifications,
    privacy,
    administration,
)
NODE_TYPES: tuple[NodeType, ...] = (
    INITIATIVE_NODE,
    COMMITTEE_NODE,
    IDEA_NODE,
    ANSWER_NODE,
    WORKSHOP_NODE,
    PROPOSAL_NODE,
    VERSION_NODE,
    *PART_NODES,
    RECOMMENDATION_NODE,
    RESPONSE_NODE,
    RECORD_NODE,
    COMMITMENT_NODE,
    LESSONS_NODE,
    THEME_NODE,
)
DOCUMENT_TYPES: tuple[DocumentType, ...] = (
    COMMITTEE_DOCUMENT,
    INITIATIVE_DOCUMENT,
    IDEA_DOCUMENT,
    WORKSHOP_DOCUMENT,
    PROPOSAL_DOCUMENT,
    RECOMMENDATION_DOCUMENT,
    RECORD_DOCUMENT,
)
MODERATED_TYPES: tuple[ModeratedType, ...] = (IDEA_MODERATED, INITIATIVE_MODERATED, PROPOSAL_MODERATED)
SHARED_TYPES: Mapping[str, Callable[[Any], list[tuple[str, str]]]] = {
    "idea": how_idea_stands,
    "initiative": how_initiative_stands,
    "proposal": how_proposal_stands,
}
COMMANDS: tuple[Any, ...] = (
    demo, doubtful_records_command, import_minutes, reindex, reset_code, retention, set_up, verify_records_command,
    worker,
)  # fmt: skip


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """The portal as a WSGI application. `settings` replace or add to those of the environment."""
    settings = dict(settings or {})
    instance = Path(settings.pop("INSTANCE_PATH", ROOT / "instance"))
    app = Flask("portal", root_path=str(ROOT), instance_path=str(instance), static_folder=None)
    require_room_to_write(instance)
    app.config.from_mapping(read_settings(instance) | settings)
    for setting in ("SEARCH_FOLDER", "JOBS_DATABASE"):
        require_room_to_write(Path(app.config[setting]).parent)
    _add_foundation(app)
    _add_services(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    return app


def _add_foundation(app: Flask) -> None:
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    init_addresses(app)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "portal" / "migrations"), render_as_batch=True)
    init_public_texts(app, PUBLIC_TEXTS)
    init_languages(app, own_words)
    init_filters(app)
    init_forms(app)
    init_seen(app)
    init_assets(app, ROOT / "static")
    init_headers(app)
    init_login(app, site_names, demands_code)
    init_page_cache(app)
    init_shell(app)
    init_refusals(app)


def _add_services(app: Flask) -> None:
    index = app.extensions["search"] = SearchIndex(Path(app.config["SEARCH_FOLDER"]), DOCUMENT_TYPES)
    handlers = app.extensions["subscribers"] = {
        Subscriber.MAIL: send_letters,
        Subscriber.NOTIFICATIONS: notify,
        Subscriber.SEARCH: index.refresh,
    }
    app.extensions["node_types"] = {node_type.kind: node_type for node_type in NODE_TYPES}
    app.extensions["moderated_types"] = {moderated.kind: moderated for moderated in MODERATED_TYPES}
    app.extensions["shared_types"] = SHARED_TYPES
    app.extensions["letters_that_follow"] = letters_that_follow
    app.extensions["numbers_pointed_at"] = numbers_pointed_at
    app.extensions["count_promised"] = count_promised
    app.extensions["seats_called_for"] = seats_called_for
    init_jobs(app, lambda: deliver(handlers, at_most=50) + post_letters(at_most=50), nightly=keep_promises)
