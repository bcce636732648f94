"""Counting what results can be narrowed by. Sets of documents are whole numbers: bit n stands for document n."""

from collections.abc import Iterable, Mapping

from portal.search.documents import Facet

Masks = Mapping[Facet, Mapping[str, int]]
Filters = Mapping[Facet, tuple[str, ...]]
Counts = dict[Facet, tuple[tuple[str, int], ...]]


def mask_of(numbers: Iterable[int], size: int) -> int:
    """The set of these document numbers, all below `size`."""
    bits = bytearray(size // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_in(mask: int) -> Iterable[int]:
    """The document numbers of a set, lowest first."""
    for place, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        for bit in _BITS[byte]:
            yield place * 8 + bit


_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def narrow(matched: int, masks: Masks, filters: Filters, *, but: Facet | None = None) -> int:
    """Those of `matched` that have one of the chosen values in every facet, `but` for one facet."""
    for facet, values in filters.items():
        if values and facet is not but:
            either = 0
            for value in values:
                either |= masks.get(facet, {}).get(value, 0)
            matched &= either
    return matched


def count(matched: int, masks: Masks, filters: Filters) -> Counts:
    """How many results each value would give. A facet's own choice does not narrow its own counts, so a reader can add
    a second value; chosen values are always there, so a reader can take them away. Most first."""
    counts: Counts = {}
    for facet, values in masks.items():
        chosen = filters.get(facet, ())
        reach = narrow(matched, masks, filters, but=facet)
        found = {value: number for value, mask in values.items() if (number := (mask & reach).bit_count())}
        found |= {value: 0 for value in chosen if value not in found}
        counts[facet] = tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
    return counts
