"""Schedules that are known to hold: tables laid by arithmetic, not by trying.

People stand in rows, as many to a row as there are tables. In round `r` whoever is number `j` of row `i` goes to table
`j + r·i`. Two people meet in two rounds only where a difference of rounds times a difference of rows is nothing, and in
a field no product of two things that are something is nothing. There is a field for each power of a prime; for other
numbers of tables the parts are put side by side, and then the smallest part says for how many rounds it holds.
"""

from functools import reduce

Round = list[list[int]]

# What the highest power of x is in lower ones, lowest first, so that nothing falls apart; of 4, 8, 9, 16, 25, 27 and 32
_REDUCED = {4: (1, 1), 8: (1, 1, 0), 9: (2, 0), 16: (1, 1, 0, 0), 25: (2, 0), 27: (2, 1, 0), 32: (1, 0, 1, 0, 0)}


def rows_of_people(people: int, tables: int, rounds: int) -> list[Round]:
    """As many of these rounds as can be laid so that nobody meets twice; none where the tables are too full for it.

    The tables of a round differ by at most one person.
    """
    rows = -(-people // tables)
    if rows > tables or tables < 2:  # noqa: PLR2004 - at one table everybody meets
        return []
    parts = _parts(tables)
    if parts is None:
        return []
    few_rows = rows <= min(parts)  # rows whose differences are something in every part; else such rounds
    holds = tables if few_rows else min(parts)
    laid = []
    for turn in range(min(rounds, holds)):
        factors = [_products(row, turn, parts) if few_rows else _products(turn, row, parts) for row in range(rows)]
        laid.append(_round(people, tables, parts, factors))
    if len(laid) == tables < rounds and people == rows * tables and tables % rows == 0:
        laid.append([list(range(start, start + rows)) for start in range(0, people, rows)])  # those of a row, at last
    return laid


def _products(small: int, number: int, parts: list[int]) -> list[int]:
    """Something small enough to stand in every part, times a number that is split among them."""
    return [_times(small, digit, size) for digit, size in zip(_split(number, parts), parts, strict=True)]


def _round(people: int, tables: int, parts: list[int], shifts: list[list[int]]) -> Round:
    """Whoever is number `j` of a row goes to the table that lies the row's shift from `j`."""
    laid: Round = [[] for _table in range(tables)]
    for person in range(people):
        row, place = divmod(person, tables)
        at = [_add(*three) for three in zip(_split(place, parts), shifts[row], parts, strict=True)]
        laid[_joined(at, parts)].append(person)
    return laid


def _parts(number: int) -> list[int] | None:
    """The powers of primes that it is made of; None where one has no field here."""
    parts, left = [], number
    for prime in range(2, number + 1):
        power = 1
        while left % prime == 0:
            left //= prime
            power *= prime
        if power > 1:
            parts.append(power)
    return parts if all(part in _REDUCED or _is_prime(part) for part in parts) else None


def _is_prime(number: int) -> bool:
    return all(number % divisor for divisor in range(2, int(number**0.5) + 1))


def _split(number: int, parts: list[int]) -> list[int]:
    found = []
    for size in parts:
        found.append(number % size)
        number //= size
    return found


def _joined(digits: list[int], parts: list[int]) -> int:
    return reduce(lambda whole, one: whole * one[1] + one[0], zip(reversed(digits), reversed(parts), strict=True), 0)


def _prime_of(size: int) -> int:
    return next(prime for prime in range(2, size + 1) if size % prime == 0)


def _digits(number: int, size: int) -> list[int]:
    prime = _prime_of(size)
    found: list[int] = []
    while len(found) < len(_REDUCED.get(size, (0,))):
        found.append(number % prime)
        number //= prime
    return found


def _value(digits: list[int], prime: int) -> int:
    return reduce(lambda whole, digit: whole * prime + digit % prime, reversed(digits), 0)


def _add(one: int, other: int, size: int) -> int:
    prime = _prime_of(size)
    return _value([a + b for a, b in zip(_digits(one, size), _digits(other, size), strict=True)], prime)


def _times(one: int, other: int, size: int) -> int:
    if size not in _REDUCED:
        return one * other % size
    prime, reduced = _prime_of(size), _REDUCED[size]
    degree = len(reduced)
    product = [0] * (2 * degree)
    for i, a in enumerate(_digits(one, size)):
        for j, b in enumerate(_digits(other, size)):
            product[i + j] += a * b
    for power in range(2 * degree - 1, degree - 1, -1):
        for k, factor in enumerate(reduced):
            product[power - degree + k] += product[power] * factor
    return _value(product[:degree], prime)
