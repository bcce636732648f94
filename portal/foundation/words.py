"""The municipality's own words for committee, council and chair, with the forms a Danish sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class WordForms:
    """One noun: *udvalg, udvalget, udvalg, udvalgene, udvalgets*."""

    one: str
    the: str
    many: str
    the_many: str
    of: str

    def placeholders(self, name: str) -> dict[str, str]:
        """What messages may say: `%(committee)s`, `%(the_committees)s`, `%(The_committee)s` and so on."""
        plural = name + "s"
        forms = {name: self.one, f"the_{name}": self.the, plural: self.many, f"the_{plural}": self.the_many,
                 f"{name}_of": self.of}  # fmt: skip
        capital = {key[0].upper() + key[1:]: form[:1].upper() + form[1:] for key, form in forms.items()}
        return forms | capital


DANISH = {
    "committee": WordForms("udvalg", "udvalget", "udvalg", "udvalgene", "udvalgets"),
    "council": WordForms("byråd", "byrådet", "byråd", "byrådene", "byrådets"),
    "chair": WordForms("formand", "formanden", "formænd", "formændene", "formandens"),
}
ENGLISH = {
    "committee": WordForms("committee", "the committee", "committees", "the committees", "the committee's"),
    "council": WordForms("council", "the council", "councils", "the councils", "the council's"),
    "chair": WordForms("chair", "the chair", "chairs", "the chairs", "the chair's"),
}


def placeholders(words: Mapping[str, WordForms]) -> dict[str, str]:
    """Every placeholder that a set of words gives to the messages."""
    return {key: form for name, forms in words.items() for key, form in forms.placeholders(name).items()}
