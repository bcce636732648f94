"""What corrects the spelling and nothing else; in doubt it does not."""

import pytest

from portal.foundation.spelling import corrects_spelling

SAID = "Skolegade er cykelgade kl. 7.30–8.15 på skoledage, men beboere må køre hjem."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SAID, SAID),
        ("skolegade er cyklgade", "Skolegade er cykelgade."),
        ("Børen cykler selv.", "Børen cykler selv!"),
        ("Cykelgade i Skoelgade", "Cykelgade i Skolegade"),  # two letters that changed places
        ("Vi holder skole møde på torsdag", "Vi holder skolemøde på torsdag"),
        ("Vi holder skolemøde", "Vi holder skole-møde".replace("-", " ")),
        ("Kom nu hjem", "Kom nu, hjem!"),
        ("**Vejen** er farlig", "Vejen er *farlig*"),
        ("Parkkering er gratis", "Parkering er gratis"),
    ],
)
def test_corrections_of_spelling(before, after):
    assert corrects_spelling(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SAID, SAID.replace("8.15", "8.45")),
        (SAID, SAID.replace("på skoledage", "på alle skoledage")),
        (SAID, SAID.replace("må", "skal")),
        ("Vi kan vente", "Vi kun vente"),
        ("Det sker inden maj", "Det sker ingen maj"),
        ("Det er ikke lovligt", "Det er lovligt"),
        ("Det er uden betydning", "Det er udenbetydning"),
        ("Til fest og farver", "Til vest og farver"),
        ("Hesten løber hjem", "Resten løber hjem"),
        ("Prisen er -5 kroner", "Prisen er 5 kroner"),
        ("Skriv til https://x.dk/abcde", "Skriv til https://x.dk/abcdf"),
        ("vejen skole cykel lygte", "vejen cykel skole lygte"),
        ("vejen skolen cyklen lygten", "vejer skoler cykler lygter"),  # four words: not a slip of the pen any more
        ("", "Vejen"),
        ("100 % af dem", "100 af dem"),
    ],
)
def test_whatever_may_change_the_meaning_is_more(before, after):
    assert not corrects_spelling(before, after)
    assert not corrects_spelling(after, before)


def test_a_word_that_stands_elsewhere_is_not_misspelled_and_may_be_what_was_meant():
    assert not corrects_spelling("Gaden lukkes, og stien lukkes", "Gaden lukket, og stien lukkes")
    assert corrects_spelling("Gaden lukket, og stien lukkes", "Gaden lukkes, og stien lukkes")


def test_a_long_text_may_hold_more_slips_than_a_short_one():
    stems = ("bækken", "vejene", "turene", "lygter", "stierne")
    words = [f"{one}{other}" for one in stems for other in "abcdefghijklmnopqrst"]
    wrong = [f"{word}n" if place % 20 == 0 else word for place, word in enumerate(words)]
    assert len(words) == 100
    assert corrects_spelling(" ".join(wrong), " ".join(words))
    assert not corrects_spelling(" ".join(f"{one}n" for one in words[:5]), " ".join(words[:5]))
    assert not corrects_spelling(" ".join([*wrong[1:], wrong[0]]), " ".join(words))
