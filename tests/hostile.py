"""Words that are wider than any window, in every text that people write."""

from sqlalchemy import Enum, String, Text, UniqueConstraint, column, select, table, update

from portal.foundation.db import db

LETTERS = "Speciallægepraksisplanlægningsstabiliseringsperiode"
ADDRESS = "https://www.fjordby.example/udvalg/borger/hoeringer?dokument=" + "a1b2c3d4e5" * 6
UNBROKEN = "x" * 200
HOSTILE = f"{LETTERS} {ADDRESS} {UNBROKEN}"
HOSTILE_HTML = (
    f"<p>{HOSTILE}</p><h3>{HOSTILE}</h3><ul><li>{HOSTILE}</li></ul><ol><li>{UNBROKEN}</li></ol>"
    f'<p><a href="/">{ADDRESS}</a></p><table><tr><th>{LETTERS}</th><td>{UNBROKEN}</td><td>{ADDRESS}</td></tr></table>'
)
SHORTEST = 40  # a letter of a party or the number of an item is no word
# What the portal writes for itself, and what is an address of a page or a key to something
NOT_WRITTEN = {
    "slug", "path", "subject_kind", "submission_key", "open_key", "password_hash", "key_hash", "token_hash", "salt",
    "network_hash", "code_hash", "address_hash", "content_hash", "source_hash", "source_key", "digest", "grain",
    "deed", "type", "kind", "message_key", "needs_mark", "missing", "earlier_kind", "later_kind", "subscriber",
    "was_url", "text_version", "sealed_text.name",
}  # fmt: skip


def make_hostile() -> int:
    """Put them into every text of the database, past actions and seals; gives back in how many columns."""
    columns = [(made.name, one) for made in db.metadata.sorted_tables for one in made.columns if _is_written(one)]
    for name, one in columns:
        rows = table(name, column(one.name))
        if _is_alone(one):
            _keep_apart(name, one)
        else:
            longest = one.type.length or 10_000
            wide = HOSTILE_HTML if one.name.endswith("_html") else (HOSTILE if longest > len(HOSTILE) else UNBROKEN)
            db.session.execute(update(rows).where(column(one.name) != "").values({one.name: wide[:longest]}))
    db.session.commit()
    return len(columns)


def _is_written(one) -> bool:
    is_text = isinstance(one.type, String | Text) and not isinstance(one.type, Enum)
    return (
        is_text
        and not {one.name, f"{one.table.name}.{one.name}"} & NOT_WRITTEN
        and (one.type.length or SHORTEST) >= SHORTEST
    )


def _is_alone(one) -> bool:
    kept = [*one.table.constraints, *one.table.indexes]
    sets = [it.columns for it in kept if isinstance(it, UniqueConstraint) or getattr(it, "unique", False)]
    return one.unique or one.name == "email" or any(one.name in columns for columns in sets)


def _keep_apart(name, one) -> None:
    """Names and addresses of which there is only one each."""
    rows = table(name, column("id"), column(one.name))
    end = "@example.dk" if one.name == "email" else ""
    for id_ in db.session.scalars(select(rows.c.id).where(rows.c[one.name] != "")):
        wide = f"{id_:03}" + UNBROKEN
        db.session.execute(
            update(rows).where(rows.c.id == id_).values({one.name: wide[: one.type.length - len(end)] + end})
        )
