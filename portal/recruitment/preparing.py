"""Texts made ready for the secretary to send."""

from portal.committees.models import Committee
from portal.foundation.i18n import gettext as _, speaking


@speaking("da")  # it will be sent, whatever its writer reads the portal in
def prepared_answer(committee: Committee) -> str:
    """A courteous letter to those who were not chosen, with other ways to take part; without the greeting."""
    thanks = _("Thank you for offering your time and what you know to “%(name)s”.", name=committee.name)
    if committee.is_closed:
        return "\n\n".join((
            thanks,
            _(
                "%(The_committee)s has concluded its work, so nobody gets a seat in it any more. That says nothing"
                " about you or what you know."
            ),
            _("What became of the work can be read on the page of %(the_committee)s."),
            _("If you would like to hear more, you are welcome to write to us."),
        ))  # fmt: skip
    return "\n\n".join((
        thanks,
        _(
            "More people applied than there were seats, and others were chosen this time. We looked at what the seats"
            " need together, and not at who is best. Your application was read without your name."
        ),
        _("There are other ways to take part, and we would be glad if you did:"),
        _("- Send an idea, or support the ideas of others. %(The_committee)s answers every one."),
        _("- Come to an open workshop. There you work with %(the_committee)s for an evening."),
        _("- Follow the work on the page of %(the_committee)s, and see what your town decides."),
        _("If you would like to hear more about the choice, you are welcome to write to us."),
    ))  # fmt: skip
