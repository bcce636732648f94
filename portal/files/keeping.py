"""What of files is kept how long, and which texts everybody can read. A file itself goes with its record: see
`forget_files`."""

from portal.files.models import FileKind, StoredFile
from portal.files.words import kind_name
from portal.foundation.public_texts import MADE, PublicTable, PublicTexts
from portal.house.holdings import THAT_AND_WHEN, Holding
from portal.house.keeping import ValueWords
from portal.rules.privacy import Kind

LOOKED_THROUGH = "looked through by the worker when it is read; with a CPR number in it it is not kept"
HOLDINGS = (
    Holding(
        Kind.OFFICE, StoredFile, lambda me: StoredFile.uploader_id == me.id, shows=(*THAT_AND_WHEN, "title", "kind")
    ),
)
PUBLIC_TEXTS: PublicTable = {
    StoredFile: PublicTexts(
        ("title", "alternative"),
        passed_over={"subject_kind": MADE, "name": MADE, "content_hash": MADE, "text": LOOKED_THROUGH},
    )
}
VALUE_WORDS: ValueWords = {FileKind: kind_name}
