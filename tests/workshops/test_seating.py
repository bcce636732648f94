"""Who sits where: what can be had is found, what cannot be had is never claimed, and what is said is counted again."""

from collections import Counter
from itertools import combinations
from time import perf_counter

import pytest

from portal.workshops.seating import Guest, TooFewSeats, seated

# The social golfer problem, each with the most rounds that are known: an affine plane (4 × 4), Kirkman triple systems
# (5 × 3, 7 × 3, 9 × 3; Ray-Chaudhuri and Wilson 1971) and nearly so (6 × 3, 10 × 3), resolvable designs (7 × 4),
# resolvable group divisible designs (6 × 4, and 8 × 4, which Aguado found in 2004), and a year of football (6 × 2).
OPTIMA = [
    (4, 4, 5), (5, 3, 7), (5, 4, 5), (6, 2, 11), (6, 3, 8), (6, 4, 7), (7, 3, 10), (7, 4, 9), (8, 3, 11), (8, 4, 10),
    (9, 3, 13), (10, 3, 14),
]  # fmt: skip
EASY = [(5, 3, 6), (6, 3, 6), (6, 4, 5), (7, 3, 6), (8, 4, 9)]
# Impossible: by counting (a person meets seats less one others a round), by exhausting (4 × 3) and by Tarry (1900;
# Euler's 36 officers: 6 × 6).
IMPOSSIBLE = [
    (2, 2, 4), (3, 3, 5), (4, 3, 5), (4, 4, 6), (5, 3, 8), (5, 4, 7), (6, 3, 9), (6, 4, 8), (6, 6, 4), (7, 3, 11),
    (8, 4, 11),
]  # fmt: skip


def people(count, **facts):
    return [Guest(number, **facts) for number in range(100, 100 + count)]


def met(rounds):
    """Counted here once more, by another way than the planner's own."""
    seen = Counter()
    for tables in rounds:
        for table in tables:
            for one in table:
                seen.update((one, other) for other in table if other > one)
    return seen


def repeats(rounds):
    return sum(many - 1 for many in met(rounds).values())


def ensure_whole(seating, guests, seats):
    for tables in seating.rounds:
        assert sorted(one for table in tables for one in table) == sorted(guest.id for guest in guests)
        assert all(len(table) <= most for table, most in zip(tables, seats, strict=True))
    assert seating.repeats == repeats([*seating.before, *seating.rounds])
    assert seating.again == sum(many > 1 for many in met([*seating.before, *seating.rounds]).values())


@pytest.mark.parametrize(("tables", "seats", "rounds"), OPTIMA + EASY)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_can_be_had_is_found(tables, seats, rounds, seed):
    guests = people(tables * seats)
    seating = seated(guests, [seats] * tables, rounds, seed=seed)
    ensure_whole(seating, guests, [seats] * tables)
    assert len(seating.rounds) == rounds
    assert repeats(seating.rounds) == 0


@pytest.mark.parametrize(
    ("count", "tables", "seats", "rounds"), [(17, 6, 3, 8), (20, 7, 3, 10), (22, 6, 4, 7), (31, 8, 4, 10)]
)
def test_what_can_be_had_is_found_with_some_seats_free(count, tables, seats, rounds):
    guests = people(count)
    seating = seated(guests, [seats] * tables, rounds)
    ensure_whole(seating, guests, [seats] * tables)
    assert {len(table) for laid in seating.rounds for table in laid} == {seats, seats - 1}
    assert repeats(seating.rounds) == 0


def test_the_most_rounds_are_mixed_too():
    """Six of each of three parties at six tables of three for eight rounds: whoever meets whom, nobody does twice, and
    fewer of one party sit together than by lot (of 17 others 5 are of one's own: 42 of 144 pairs)."""
    guests = [Guest(number, frozenset({"ABV"[number % 3]})) for number in range(18)]
    mixed = seated(guests, [3] * 6, 8)
    party = {guest.id: guest.marks for guest in guests}
    assert mixed.again == 0
    assert sum(party[one] == party[other] for one, other in met(mixed.rounds)) < 42


@pytest.mark.parametrize(("tables", "seats", "rounds"), IMPOSSIBLE)
def test_what_cannot_be_had_is_never_claimed(tables, seats, rounds):
    guests = people(tables * seats)
    seating = seated(guests, [seats] * tables, rounds)
    ensure_whole(seating, guests, [seats] * tables)
    assert seating.repeats > 0 < seating.again


def test_six_tables_of_four_for_five_rounds_in_less_than_a_second():
    began = perf_counter()
    seating = seated(people(24), [4] * 6, 5)
    assert perf_counter() - began < 1
    assert seating.again == 0


def test_a_hundred_and_fifty_at_nineteen_tables_in_two_seconds():
    guests, began = people(150), perf_counter()
    seating = seated(guests, [8] * 19, 4)
    assert perf_counter() - began < 2
    ensure_whole(seating, guests, [8] * 19)
    assert seating.again == 0


@pytest.mark.parametrize("count", [8, 13, 17, 19, 22, 23])
def test_any_number_of_people_sits_evenly(count):
    guests = people(count)
    seating = seated(guests, [4] * 6, 4)
    ensure_whole(seating, guests, [4] * 6)
    for tables in seating.rounds:
        sizes = [len(table) for table in tables if table]
        assert min(sizes) > 1, "nobody sits alone"
        assert max(sizes) - min(sizes) <= 1
    assert seating.again == 0


def test_tables_of_other_sizes_are_filled_as_far_as_they_go():
    guests, seats = people(14), [2, 6, 6, 3]
    seating = seated(guests, seats, 3)
    ensure_whole(seating, guests, seats)
    assert [sorted(len(table) for table in tables) for tables in seating.rounds] == [[2, 3, 4, 5]] * 3


@pytest.mark.parametrize(("count", "tables"), [(0, [[[], []], [[], []]]), (1, None), (2, None), (3, None)])
def test_hardly_anybody(count, tables):
    guests = people(count)
    seating = seated(guests, [4, 4], 2)
    ensure_whole(seating, guests, [4, 4])
    assert tables is None or seating.rounds == tables


def test_at_one_table_everybody_meets_each_time():
    seating = seated(people(8), [8], 3)
    assert (seating.again, seating.repeats) == (28, 56)


def test_more_people_than_seats_are_refused():
    with pytest.raises(TooFewSeats):
        seated(people(9), [4, 4], 1)
    with pytest.raises(TooFewSeats):
        seated(people(3, table=0), [2, 4], 1)


def test_the_same_seed_lays_the_same_tables():
    first, again, other = (seated(people(22), [4] * 6, 4, seed=seed).rounds for seed in (7, 7, 8))
    assert first == again != other


def test_kinds_and_parties_are_spread():
    """Six of each of four parties, and six tables: a table with two of a party need not be."""
    guests = [Guest(number, frozenset({"ABVF"[number % 4]})) for number in range(24)]
    mixed = seated(guests, [4] * 6, 2)
    party = {guest.id: guest.marks for guest in guests}
    pairs = [pair for tables in mixed.rounds for table in tables for pair in combinations(table, 2)]
    assert mixed.again == 0
    assert sum(party[one] == party[other] for one, other in pairs) <= 2, "by chance it would be sixteen"


def of_one_organisation(seating, organisation):
    """How often two of the same sit at one table."""
    pairs = [pair for tables in seating.rounds for table in tables for pair in combinations(table, 2)]
    return sum(organisation[one] is not None and organisation[one] == organisation[other] for one, other in pairs)


# How many of each organisation; tables, seats and rounds; how often two of one must sit together, and how many meet
# again. With five tables of four from four organisations of five a table of each, three times: two orthogonal squares
# of order five give four such rounds. Twenty-four people in eight groups of three can sit apart from their own for
# seven rounds (a resolvable design). Of five at four tables two sit together in each round, and not one more.
@pytest.mark.parametrize(
    ("sizes", "others", "seats", "rounds", "together", "again"),
    [
        ([5, 5, 5, 5], 0, [4] * 5, 1, 0, 0),
        ([5, 5, 5, 5], 0, [4] * 5, 3, 0, 0),
        ([3], 21, [4] * 6, 5, 0, 0),
        ([3, 3], 10, [4] * 4, 3, 0, 0),
        ([5], 11, [4] * 4, 1, 1, 0),
        ([4], 0, [4], 1, 6, 0),
    ],
)
def test_one_organisation_sits_apart_where_it_can(sizes, others, seats, rounds, together, again):
    of = [name for name, size in zip("ABCD", sizes, strict=False) for _one in range(size)] + [None] * others
    guests = [Guest(number, frozenset({number % 3}), organisation=name) for number, name in enumerate(of)]
    seating = seated(guests, seats, rounds)
    ensure_whole(seating, guests, seats)
    assert (of_one_organisation(seating, of), seating.again) == (together, again)


def test_who_holds_a_table_stays_there():
    guests = [Guest(number, table=number if number < 5 else None) for number in range(25)]
    seating = seated(guests, [5] * 5, 4)
    ensure_whole(seating, guests, [5] * 5)
    assert all(number in tables[number] for tables in seating.rounds for number in range(5))


def test_people_come_to_different_tables():
    seating = seated(people(24), [4] * 6, 5)
    seen = Counter((one, at) for tables in seating.rounds for at, table in enumerate(tables) for one in table)
    assert len(seen) / 24 > 4, "of five rounds hardly one at a table where one has been"


def test_six_do_not_come_after_the_first_round():
    """What has been played stays; the rest meet nobody whom they have met, in another second."""
    before = seated(people(24), [4] * 6, 5).rounds[:1]
    here = people(24)[6:]
    began = perf_counter()
    seating = seated(here, [4] * 6, 4, before=before)
    assert perf_counter() - began < 2
    ensure_whole(seating, here, [4] * 6)
    assert len(seating.rounds) == 4
    assert repeats([*before, *seating.rounds]) == 0
