"""What people write becomes clean HTML, and names become addresses and stand in Danish order."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, strategies as st

from portal.foundation.text import (
    danish_order,
    plain_lines,
    plain_text,
    render_markdown,
    shortened,
    slugify,
    whole_sentences,
    without_marks,
    without_number,
)

HARMLESS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "h5",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


# Lines that are lists on the page
LISTS = (
    "- lys på stien\n- bænke",
    "- kun en",
    "1. lys\n2. bænke\n3. træer",
    "1. maj: optog\n2. maj: oprydning",
    "1. lys\n\n2. bænke",
    "1. lys\n  - på stien\n  - på pladsen\n2. bænke",
)
# What people in a Danish municipality type, and mean as it stands
AS_TYPED = (
    *LISTS,
    "17. maj åbner vi\n3. juni holder vi fest\n24. juni brænder vi bålet",
    "17. maj",
    "1. maj holder vi fri",
    "1. august begynder skolen\n12. oktober er der ferie",
    "2026. Et godt år",
    "1. lys\n1. bænke",
    "1. lys\n3. bænke",
    "1) lys\n2) bænke",
    "a. lys\nb. bænke",
    "5.a og 5.b\n7.c",
    "0.-3. klasse",
    "§ 17, stk. 4",
    "§ 1. Loven\n§ 2. Den anden",
    "Stk. 2. Det samme",
    "500\n- 200\n= 300",
    "2*3 = 6, 2 * 3 * 4 = 24, a*b*c og 10/2",
    "+ 200 kr.\n+ 300 kr.\n= 500 kr.",
    "> 25 elever\n< 10 elever\n>= 3\n<= 4",
    "100 kr.* om året\n* ekskl. moms",
    "**** er fire stjerner",
    "<Navn på skole> og <dato>",
    "<b>fed</b> &amp; R&D <!-- ikke -->",
    "\tEn linje med tabulator foran",
    "    Fire blanke foran",
    "Tekst\n\n    fire blanke efter en tom linje",
    "#hashtag og #fjordby",
    "#1 og # alene",
    "__init__ og snake_case_navn og _understreget_",
    "~50 kr. ~~nej~~ | a | b |",
    "Overskrift\n===\nUndertitel\n---",
    "---",
    "***",
    "* * *",
    "`kode` og ```kode```",
    r"C:\mappe\*.txt og \_",
    "[x]: note\n[x] og [1] og (2)",
    "<https://example.dk> og mig@example.dk",
    "https://example.dk/a_b_c?d=e*f",
    "kl. 19.30-21.00, 1.000 kr., 50 %, 3,5 °C, æøå ÆØÅ é ü",
    "»Hej« – sagde hun … \"ja\" 'nej' ©®™ € £ ½ m² 😀",
)


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        '<img src=x onerror="alert(1)">',
        "<a href='data:text/html,x'>x</a>",
        "<style>*{display:none}</style>",
        "<iframe src=//example.org></iframe>",
        '<p style="color:red" onclick="x()">tekst</p>',
        "![billede](https://example.org/spor.png)",
        "<form action=/log-ud method=post><button>x</button></form>",
    ],
)
def test_attacks_are_words(attack):
    """Nothing that was typed is run, loaded or followed; all of it can be read."""
    html = render_markdown(f"Før\n\n{attack}\n\nEfter")
    assert_harmless(html)
    if not attack.startswith("!["):
        assert attack in plain_text(html)


def assert_harmless(html):
    for tag in BeautifulSoup(html, "html.parser").find_all():
        assert tag.name in HARMLESS
        assert set(tag.attrs) <= ({"href", "rel"} if tag.name == "a" else set())
        assert tag.get("href", "/").startswith(("http://", "https://", "mailto:", "/"))


@given(st.text(max_size=300) | st.text("*_#-1. \n\t[]()<>|&`~\\ab/:h", max_size=80))
def test_no_text_breaks_the_rendering(text):
    html = render_markdown(text)
    assert_harmless(html)
    assert plain_text(html) is not None


@pytest.mark.parametrize("typed", AS_TYPED, ids=lambda typed: typed[:20])
def test_what_people_type_reads_as_typed(typed):
    """Line for line, whatever became of it on the page."""
    lines = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    assert plain_lines(render_markdown(typed)) == lines
    assert plain_text(render_markdown(typed)) == " ".join(lines)


@pytest.mark.parametrize("typed", [typed for typed in AS_TYPED if typed not in LISTS], ids=lambda typed: typed[:20])
def test_what_is_no_list_is_none(typed):
    assert "<li>" not in render_markdown(typed)


@pytest.mark.parametrize("typed", LISTS, ids=lambda typed: typed[:20])
def test_what_plainly_is_a_list_is_one(typed):
    assert "<li>" in render_markdown(typed)


def test_a_list_ends_where_its_lines_end():
    html = render_markdown("Vi vil have:\n- lys\n- bænke\nVenlig hilsen")
    assert html == "<p>Vi vil have:</p>\n<ul>\n<li>lys</li>\n<li>bænke</li>\n</ul>\n<p>Venlig hilsen</p>"


def test_words_in_bold_keep_their_signs_beside_them():
    assert plain_text(render_markdown("Prisen (**100 kr.**), *inkl. moms*")) == "Prisen (100 kr.), inkl. moms"


@pytest.mark.parametrize("typed", ["[a](note)", "[a](//example.org)", "[a](javascript:x)", "[a](data:x)", "[a] (b)"])
def test_only_addresses_are_links(typed):
    assert render_markdown(typed) == f"<p>{typed}</p>"


def test_what_is_indented_under_an_item_belongs_to_it():
    html = render_markdown("1. lys\n  - på stien\n    om aftenen\n\n2. bænke")
    lights, benches = BeautifulSoup(html, "html.parser").ol.find_all("li", recursive=False)
    assert lights.ul.li.get_text() == "på stien\nom aftenen"
    assert benches.get_text(strip=True) == "bænke"


def test_a_table_ends_where_its_bars_end_and_loses_no_cell():
    """A note under it is no row; neither is a line that is wider than the head."""
    html = render_markdown("Priser:\n| Hvad | Kr. |\n|---|---|\n| Lys | 100 |\n| a | b | c |\n* ekskl. moms")
    page = BeautifulSoup(html, "html.parser")
    assert [row.get_text("/", strip=True) for row in page.find_all("tr")] == ["Hvad/Kr.", "Lys/100"]
    assert plain_lines(html)[0] == "Priser:"
    assert plain_lines(html)[-2:] == ["| a | b | c |", "* ekskl. moms"]


def test_bars_without_dashes_below_are_no_table():
    assert "<table" not in render_markdown("a | b\n | \n1 | 2")


def test_bold_and_italics_lie_in_one_another_and_in_links():
    html = render_markdown("**a *b* c**, *d **e** f*, ***g*** og [**h**](https://example.dk)")
    assert "<strong>a <em>b</em> c</strong>, <em>d <strong>e</strong> f</em>, <em><strong>g</strong></em>" in html
    assert "><strong>h</strong></a>" in html


def test_texts_are_rendered_side_by_side():
    texts = [f"- **lys {number}**\n\n[her](https://example.dk/{number})" for number in range(40)]
    alone = [render_markdown(text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(render_markdown, texts * 5)) == alone * 5


def test_headings_keep_below_the_pages_own():
    assert render_markdown("# Stor\n\n### Lille\n\n# To") == "<h3>Stor</h3>\n<h4>Lille</h4>\n<h3>To</h3>"


def test_lists_and_emphasis_stay():
    assert render_markdown("* *et*\n* **to**") == "<ul>\n<li><em>et</em></li>\n<li><strong>to</strong></li>\n</ul>"


def test_links_tell_search_machines_nothing():
    assert 'rel="nofollow ugc noopener"' in render_markdown("[her](https://example.dk)")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lys på søen", "lys-paa-soeen"),
        ("Æbler & ØL – år 2030!", "aebler-oel-aar-2030"),
        ("  ", ""),
        ("x" * 200, "x" * 80),
    ],
)
def test_slugs(name, slug):
    assert slugify(name) == slug


def test_danish_order():
    names = ["Østerby", "Aarup", "Ærø", "Zenia", "Åse", "Anna", "aage"]
    assert sorted(names, key=danish_order) == ["Anna", "Zenia", "Ærø", "Østerby", "aage", "Aarup", "Åse"]


def test_shortened_cuts_between_words():
    assert shortened("Et to tre fire", 8) == "Et to …"
    assert shortened("Kort", 8) == "Kort"


@pytest.mark.parametrize(
    "tiresome",
    [
        "[" * 9_600,
        "![" * 4_800,
        "[a](" * 2_400,
        "[a](<" * 1_900,
        "<![CDATA[" * 1_000,
        "- " * 1_000 + "a",
        "1. " * 3_000,
        "1. a\n\n" * 1_600,
        "a\n" * 4_800,
        "# a" + " " * 9_000 + "b",
        "*a **b ***c " * 800,
        "[a[b]" * 1_900,
        "|a" * 2_400 + "\n" + "|-" * 2_400,
    ],
    ids=lambda text: text[:6],
)
def test_no_text_keeps_us_busy_or_leads_us_too_deep(tiresome):
    begun = time.process_time()
    html = render_markdown(tiresome)
    assert time.process_time() - begun < 5, "the portal would stand still for everybody"
    assert plain_text(html)


def test_ordinary_brackets_are_links_still():
    text = "([en](https://example.dk/a_(b)) og [to](https://example.dk)) :( :( " * 10
    assert render_markdown(text).count("<a ") == 20


@pytest.mark.parametrize(
    ("pasted", "asked"),
    [
        (["1. Hvad?", "2. Hvordan?"], ["Hvad?", "Hvordan?"]),
        (["1) Hvad?", "2) Hvordan?"], ["Hvad?", "Hvordan?"]),
        (["- Hvad?", "- Hvordan?"], ["Hvad?", "Hvordan?"]),
        (["• Hvad?"], ["Hvad?"]),
        (["1. Hvad?"], ["Hvad?"]),
        (["1. maj: hvad skal der ske?"], ["1. maj: hvad skal der ske?"]),
        (["1. Hvad?", "3. Hvordan?"], ["1. Hvad?", "3. Hvordan?"]),
        (["1. Hvad?", "Hvordan?"], ["1. Hvad?", "Hvordan?"]),
        (["- Hvad?", "Hvordan?"], ["- Hvad?", "Hvordan?"]),
        (["5. klasse?", "6. klasse?"], ["5. klasse?", "6. klasse?"]),
        ([], []),
    ],
)
def test_the_marks_of_a_pasted_list_go_where_the_page_counts_itself(pasted, asked):
    assert without_marks(pasted) == asked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2. Hvad?", "Hvad?"),
        ("2) hvad?", "hvad?"),
        ("2.  »Hvad?«", "»Hvad?«"),
        ("1. Hvad?", "1. Hvad?"),
        ("2. klasse: hvad?", "2. klasse: hvad?"),
        ("2.5 km?", "2.5 km?"),
        ("22. Hvad?", "22. Hvad?"),
        ("2. ", "2. "),
    ],
)
def test_a_number_that_is_shown_beside_a_text_is_shown_once(text, shown):
    assert without_number(text, 2) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kort nok.", "Kort nok."),
        ("Vi går selv. Resten er der ikke plads til her.", "Vi går selv."),
        ("Den 17. Maj er smuk, f.eks. Kom. Og så videre i det uendelige.", "Den 17. Maj er smuk, f.eks. Kom."),
        ("Skal vi gå? Ja, og vi skal gå langt i dag.", "Skal vi gå?"),
        ("En sætning, der er lidt længere end pladsen er.", "En sætning, der er lidt længere end pladsen er."),
        ("ord " * 40, "ord ord ord ord ord ord ord ord ord ord …"),
    ],
)
def test_a_beginning_is_whole_sentences(text, shown):
    assert whole_sentences(text, 40) == shown
