"""What a new member confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField
from wtforms.validators import InputRequired

from portal.foundation.forms import SOMETIMES, PortalForm, radio, text
from portal.foundation.i18n import gettext as _, lazy_gettext as _l
from portal.recruitment.models import NOTE_LENGTH, InterestGround
from portal.recruitment.words import GROUNDS

YES, NO = "yes", "no"


@dataclass(frozen=True)
class GroundAnswer:
    """A member's answer to one ground."""

    applies: bool
    detail: str


InterestDraft = Mapping[InterestGround, GroundAnswer]


class ConfirmForm(PortalForm):
    """Saying yes to a text that has been read."""

    confirmed = BooleanField(validators=[InputRequired(_l("Tick that you have read it"))])

    def __init__(self, promise: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confirmed.label.text = promise


class InterestForm(ConfirmForm):
    """An answer to each of the five grounds, and a few words where it is yes."""

    def draft(self) -> InterestDraft:
        """What was sent; only after `validate`."""
        return {
            ground: GroundAnswer(self[ground.value].data == YES, self[f"{ground.value}_detail"].data or "")
            for ground in InterestGround
        }

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """A yes says what it is about."""
        is_whole = bool(super().validate(*args, **kwargs))
        for ground in InterestGround:
            detail = self[f"{ground.value}_detail"]
            if self[ground.value].data == YES and not detail.data:
                detail.errors = [*detail.errors, _("Write in a few words what it is about")]
                is_whole = False
        return is_whole


for _ground, (_label, _example) in GROUNDS.items():
    setattr(
        InterestForm,
        _ground.value,
        radio(_l(_label), [(NO, _l("No")), (YES, _l("Yes"))], needed=_l("Answer yes or no"), hint=_l(_example)),
    )
    setattr(
        InterestForm,
        f"{_ground.value}_detail",
        text(_l("If yes: what is it about?"), needed=SOMETIMES, most=NOTE_LENGTH, rows=2),
    )
