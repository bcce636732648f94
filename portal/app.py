"""The portal. `create_app` is the one place that knows every room of the house."""

from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.accounts.queries import elected
from portal.accounts.room import ACCOUNTS
from portal.accounts.signing_in import init_login
from portal.administration.room import ADMINISTRATION
from portal.amendments.room import AMENDMENTS
from portal.commands.room import COMMANDS
from portal.committees.numbering import pointers
from portal.committees.room import COMMITTEES
from portal.decisions.room import DECISIONS
from portal.demo.views import init_time_machine
from portal.discussion.room import DISCUSSION
from portal.events.delivery import Handler, Together, deliver, handlers_of
from portal.events.types import Subscriber
from portal.files.actions import read_files
from portal.files.room import FILES
from portal.files.uploads import init_uploads
from portal.foundation.addresses import init_addresses
from portal.foundation.assets import init_assets
from portal.foundation.dates import init_filters
from portal.foundation.db import db
from portal.foundation.forms import init_forms
from portal.foundation.headers import init_headers
from portal.foundation.i18n import init_languages
from portal.foundation.jobs import init_jobs
from portal.foundation.public_texts import init_public_texts
from portal.foundation.qr import init_qr
from portal.foundation.seen import init_seen
from portal.foundation.settings import read_settings, require_room_to_write
from portal.foundation.templates import SharedGlobals
from portal.gates.criteria import gates, left_waiting
from portal.house.carriers import file_carriers
from portal.house.clockwork import go_round, rounds
from portal.house.coming import coming_steps
from portal.house.deeds import deeds
from portal.house.discussed import discussed_types
from portal.house.joined import joined, whole
from portal.house.keeping import keeping
from portal.house.moderated import moderated_types
from portal.house.sharing import shared_pages
from portal.house.telling import named_records
from portal.ideas.room import IDEAS
from portal.implementation.room import IMPLEMENTATION
from portal.imports.room import IMPORTS
from portal.initiatives.room import INITIATIVES
from portal.meetings.room import MEETINGS
from portal.moderation.room import MODERATION
from portal.municipalities.room import MUNICIPALITIES
from portal.notifications.room import NOTIFICATIONS
from portal.pages.overtaken import stands
from portal.pages.page_cache import init_page_cache
from portal.pages.refusals import init_refusals
from portal.pages.room import PAGES
from portal.pages.shell import init_shell
from portal.pledges.room import PLEDGES
from portal.privacy.actions.retaining import keep_promises
from portal.privacy.room import PRIVACY
from portal.proposals.room import PROPOSALS
from portal.reactions.letters import letter_words
from portal.reactions.mails import own_letters, send_letters
from portal.reactions.notify import notices, notify
from portal.reactions.posting import post_letters
from portal.reactions.room import REACTIONS
from portal.recommendations.room import RECOMMENDATIONS
from portal.recruitment.room import RECRUITMENT
from portal.search.generations import IndexBusy
from portal.search.index import SearchIndex, search_index
from portal.sittings.room import SITTINGS
from portal.tasks.task import sources
from portal.trace.thread import node_types
from portal.workshops.room import WORKSHOPS

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    PAGES,
    COMMITTEES,
    RECRUITMENT,
    INITIATIVES,
    IDEAS,
    MEETINGS,
    SITTINGS,
    WORKSHOPS,
    PROPOSALS,
    AMENDMENTS,
    PLEDGES,
    RECOMMENDATIONS,
    DECISIONS,
    IMPORTS,
    IMPLEMENTATION,
    ACCOUNTS,
    DISCUSSION,
    FILES,
    MODERATION,
    MUNICIPALITIES,
    NOTIFICATIONS,
    PRIVACY,
    ADMINISTRATION,
    REACTIONS,
    COMMANDS,
)
HOUSE = whole(joined(ROOMS))


def create_app(settings: dict[str, Any] | None = None) -> Flask:
    """The portal as a WSGI application. `settings` replace or add to those of the environment."""
    settings = dict(settings or {})
    instance = Path(settings.pop("INSTANCE_PATH", ROOT / "instance"))
    app = Flask("portal", root_path=str(ROOT), instance_path=str(instance), static_folder=None)
    require_room_to_write(instance)
    app.config.from_mapping(read_settings(instance) | settings)
    for setting in ("SEARCH_FOLDER", "JOBS_DATABASE"):
        require_room_to_write(Path(app.config[setting]).parent)
    require_room_to_write(Path(app.config["FILES_FOLDER"]))
    _lay_the_foundation(app)
    _hand_down(app)
    for blueprint in HOUSE.blueprints.values():
        app.register_blueprint(blueprint)
    for command in HOUSE.commands.values():
        app.cli.add_command(command)
    if app.config["IS_DEMO"]:
        init_time_machine(app)
    return app


def _lay_the_foundation(app: Flask) -> None:
    app.jinja_environment = SharedGlobals
    if hops := app.config["TRUSTED_PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    init_addresses(app)
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "portal" / "migrations"), render_as_batch=True)
    init_public_texts(app, HOUSE.public_texts)
    init_assets(app, ROOT / "static")
    init_uploads(app)
    # In this order: each may look at the request before the next does
    for init in (init_languages, init_filters, init_forms, init_qr, init_seen, init_headers, init_login,
                 init_page_cache, init_shell, init_refusals):  # fmt: skip
        init(app)


def _hand_down(app: Flask) -> None:
    """Give each engine what the rooms declare, and each room what it needs of those above."""
    index = SearchIndex(Path(app.config["SEARCH_FOLDER"]), tuple(HOUSE.documents.values()))
    handlers: dict[Subscriber, Handler] = {
        Subscriber.MAIL: send_letters,
        Subscriber.NOTIFICATIONS: notify,
        Subscriber.SEARCH: Together(index.refresh_many, busy=IndexBusy),
    }
    search_index.hand(app, index)
    handlers_of.hand(app, handlers)
    node_types.hand(app, HOUSE.nodes)
    moderated_types.hand(app, HOUSE.moderated)
    file_carriers.hand(app, HOUSE.carries_files)
    discussed_types.hand(app, HOUSE.discussed)
    stands.hand(app, HOUSE.stands)
    keeping.hand(app, HOUSE.keeping)
    elected.hand(app, HOUSE.elected)
    gates.hand(app, HOUSE.criteria)
    left_waiting.hand(app, HOUSE.left_waiting)
    sources.hand(app, HOUSE.tasks)
    coming_steps.hand(app, HOUSE.coming)
    rounds.hand(app, HOUSE.rounds)
    deeds.hand(app, HOUSE.deeds)
    shared_pages.hand(app, HOUSE.shared_pages)
    pointers.hand(app, HOUSE.question_numbers)
    named_records.hand(app, HOUSE.named)
    notices.hand(app, HOUSE.notices)
    letter_words.hand(app, HOUSE.letters)
    own_letters.hand(app, HOUSE.own_letters)
    for given in HOUSE.gives:
        given.hand(app)

    def work() -> int:
        done = go_round(at_most=50) + deliver(handlers, at_most=50)
        return done + post_letters(at_most=50) + read_files(at_most=5)

    init_jobs(app, work, nightly=keep_promises)
