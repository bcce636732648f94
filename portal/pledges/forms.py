"""What a browser sends about a pledge, turned into a draft that an action can trust."""

from dataclasses import dataclass

from portal.foundation.forms import OnceForm, line, radio, text
from portal.foundation.i18n import lazy_gettext as _l
from portal.pledges.models import NAME_LENGTH, TEXT_LENGTH, PledgeKind
from portal.pledges.words import KINDS


@dataclass(frozen=True)
class PledgeDraft:
    """What somebody brings, checked."""

    kind: PledgeKind
    text: str
    on_behalf_of: str = ""
    submission_key: str | None = None


class PledgeForm(OnceForm):
    """Saying what one brings."""

    kind = radio(
        _l("What do you bring?"),
        [(kind.value, _l(label)) for kind, label in KINDS.items()],
        needed=_l("Choose what you bring"),
    )
    text = text(
        _l("In a few words"),
        needed=_l("Write what you bring"),
        hint=_l("How much, when, for how long. Everybody can read it, with your name."),
        most=TEXT_LENGTH,
        rows=3,
    )
    on_behalf_of = line(
        _l("Association or company"), hint=_l("If you speak for one. Leave it empty if you speak for yourself."),
        most=NAME_LENGTH,
    )  # fmt: skip

    def draft(self) -> PledgeDraft:
        """What was sent; only after `validate`."""
        return PledgeDraft(
            kind=PledgeKind(self.kind.data),
            text=self.text.data,
            on_behalf_of=self.on_behalf_of.data or "",
            submission_key=self.submission_key.data or None,
        )
