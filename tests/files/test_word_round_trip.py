"""What the portal's Markdown can say goes out to Word and comes in again as it was."""

from hypothesis import given, settings, strategies as st

from portal.files.reading import word_shapes
from portal.foundation import clock
from portal.foundation.text import blocks_of, plain_text, render_markdown
from portal.foundation.wordfile import WordFile

WORDS = st.lists(
    st.sampled_from(["skolen", "vejen", "2026", "kl.", "7.30", "§", "17,", "børn", "og", "ældre", "(nu)", "måske"]),
    min_size=1,
    max_size=5,
)


@st.composite
def lines(draw):
    """Words, some of them bold, in italics, both, or a link; never two such in a row."""
    pieces = []
    for place in range(draw(st.integers(1, 4))):
        words = " ".join(draw(WORDS))
        shape = draw(st.sampled_from(["", "**", "*", "***", "link"])) if place % 2 else ""
        address = "https://example.dk/a_b?c=1" if draw(st.booleans()) else "/forslag/3"
        pieces.append(f"[{words}]({address})" if shape == "link" else f"{shape}{words}{shape}")
    return " ".join(pieces)


@st.composite
def lists(draw, depth=0):
    """Two items or more, with lists in them down to the third level."""
    is_numbered, found = draw(st.booleans()), []
    for number in range(1, draw(st.integers(2, 3)) + 1):
        mark = f"{number}. " if is_numbered else "- "
        found.append(mark + draw(lines()))
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            found += [" " * len(mark) + line for line in draw(lists(depth + 1)).split("\n")]
    return "\n".join(found)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    rows = [[draw(lines()) for _cell in range(width)] for _row in range(draw(st.integers(1, 3)))]
    head, *below = (f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join([head, f"| {' | '.join(['---'] * width)} |", *below])


@st.composite
def texts(draw):
    """Blocks; between two lists a paragraph, for without one they are a single list."""
    blocks, level = [], 0
    for _block in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["paragraph", "heading", "list", "table"]))
        if kind == "heading":
            level = draw(st.integers(1, min(level + 1, 3)))
            blocks.append(f"{'#' * level} {draw(lines())}")
        elif kind == "list" and (not blocks or blocks[-1][:2] not in {"- ", "1."}):
            blocks.append(draw(lists()))
        elif kind == "table":
            blocks.append(draw(tables()))
        else:
            blocks.append("\n".join(draw(lines()) for _line in range(draw(st.integers(1, 2)))))
    return "\n\n".join(blocks)


@settings(deadline=None, max_examples=40)
@given(text=texts())
def test_out_and_in_again_is_the_same_text(tmp_path_factory, text):
    file = WordFile("Titel", subject="", author="", made=clock.now(), base="https://portal.example")
    for number, block in enumerate(blocks_of(text), 1):
        file.write(block.html, above=2, number=number)
    path = tmp_path_factory.mktemp("out") / "tekst.docx"
    path.write_bytes(file.saved())
    said = word_shapes.shapes(path)
    back = "\n\n".join(block["text"] for block in said["views"]["accepted"]).replace("](https://portal.example/", "](/")
    # a heading stands two levels lower in a document, under its title and its part
    back = "\n".join(line.removeprefix("##") if line.startswith("###") else line for line in back.split("\n"))
    assert said["left"] == {}
    assert plain_text(render_markdown(back)) == plain_text(render_markdown(text))
    assert back == text
