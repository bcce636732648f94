"""What browsers send about files."""

from dataclasses import dataclass
from typing import Any

from wtforms import FileField, HiddenField
from wtforms.validators import ValidationError

from portal.files.models import ALTERNATIVE_LENGTH, TITLE_LENGTH
from portal.files.receiving import Received
from portal.files.words import ENDINGS
from portal.foundation.forms import SOMETIMES, PortalForm, line
from portal.foundation.i18n import gettext, lazy_gettext as _l

KEPT = "kept_key"


@dataclass(frozen=True)
class FileDraft:
    """A file as it will hang on its record."""

    received: Received
    title: str
    alternative: str


class FileForm(PortalForm):
    """Adding a file. One that was received stays received, whatever else is wrong."""

    kept_key = HiddenField()  # read before the form is; what is no key of ours never comes so far
    file = FileField(
        _l("File"),
        [SOMETIMES],
        description=_l("PDF, Word (.docx), ODT, PNG or JPEG, at most 20 MB."),
        render_kw={"accept": ",".join(f".{ending}" for endings in ENDINGS.values() for ending in endings)},
    )
    title = line(
        _l("Title"),
        needed=_l("Write what the file is called"),
        hint=_l("This is what people see. The file gets its name from it."),
        most=TITLE_LENGTH,
    )
    alternative = line(
        _l("What does the picture show?"),
        needed=SOMETIMES,
        hint=_l("For a picture: one sentence for those who cannot see it."),
        most=ALTERNATIVE_LENGTH,
    )
    received: Received | None = None
    refusal = ""

    def validate_file(self, _field: Any) -> None:
        """A file is needed, and what was wrong with the one that was sent is said here."""
        if self.refusal:
            raise ValidationError(self.refusal)
        if self.received is None:
            raise ValidationError(gettext("Choose a file"))

    def validate(self, *positional: Any, **named: Any) -> bool:
        """As any form; and a picture is told in words too."""
        is_good = super().validate(*positional, **named)
        if self.received is None or not self.received.is_picture or self.alternative.data:
            return is_good
        self.alternative.errors = [gettext("Write what the picture shows")]
        return False

    def draft(self) -> FileDraft:
        """What to add; for a form that is valid."""
        assert self.received is not None  # noqa: S101 - the form is valid
        is_picture = self.received.is_picture
        return FileDraft(self.received, self.title.data or "", (self.alternative.data or "") if is_picture else "")
