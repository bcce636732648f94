"""How a file that something stands on looks on the red thread: evidence that anyone can open."""

from collections.abc import Iterable, Sequence

from portal.accounts.models import Visitor
from portal.files.models import StoredFile
from portal.files.queries import hung_on
from portal.foundation.db import rows_of
from portal.foundation.i18n import gettext as _
from portal.trace.thread import Node, NodeType


def _load(ids: Sequence[int]) -> Iterable[StoredFile]:
    """Those that everybody can open."""
    there = rows_of(StoredFile, ids, where=(StoredFile.removed_at.is_(None),))
    return [hung.file for hung in hung_on(there) if hung.carrier.is_seen(Visitor(), hung.record)]


def _describe(file: StoredFile) -> Node:
    return Node(
        kind=StoredFile.__tablename__,
        id=file.id,
        label=_("File"),
        title=str(file.title),
        path=file.path,
        when=file.created_at,
        is_named_by_title=True,
    )


FILE_NODE = NodeType(StoredFile.__tablename__, load=_load, describe=_describe)
