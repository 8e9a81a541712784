"""The documents of the seed's story, word by word, in all five languages.

What they should look like stands in ``tests/golden/views``. After a wanted change write them anew
with ``pytest --update-golden``, and read the difference before you commit it.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import attrs
import pytest

from axentra_core.folio import ChargePosted
from axentra_core.views import LOCALES, board, tape_chart, text

GUEST = {"property_name": "Hotel Axentra", "guest_name": "Siti Rahma", "room": "2034"}
# How a language parts thousands and decimals.
MONDAY = date(2026, 11, 23)
MARKS = {"en": ",.", "id": ".,", "da": ".,", "zh_Hant": ",.", "zh_Hans": ",."}


def documents(story, corrected, today, chart, locale) -> dict[str, str]:
    """Return every document of a language by its name."""
    return {
        "bill": text.statement(story.bill, locale, nights=story.nights, **GUEST),
        "corrected": text.statement(corrected, locale, property_name="Strandhotellet Øresund"),
        "first_day": text.day_report(story.days[0], locale),
        "last_day": text.day_report(story.days[1], locale),
        "occupied": board(story.boards[0], locale),
        "vacated": board(story.boards[1], locale),
        "board": board(today, locale, day=MONDAY),
        "chart": tape_chart(chart, locale, names=True),
    }


def places(line: str) -> int:
    """Return how many places of a terminal a line fills: two for a Chinese letter."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in line)


def figures_of(printed: str, locale: str) -> set[Decimal]:
    """Return every number that stands in a text."""
    thousands, point = MARKS[locale]
    found = re.findall(
        rf"\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{point}]\d+)?|\d+(?:[{point}]\d+)?", printed
    )
    return {Decimal(one.replace(thousands, "").replace(point, ".")) for one in found}


def figures_in(source: object) -> Iterator[Decimal]:
    """Yield every number of a document's source; a rate as the percentage it is."""
    if attrs.has(type(source)):
        source = attrs.asdict(source, recurse=False).values()
    if isinstance(source, date):
        yield from map(Decimal, (source.year, source.month, source.day))
    elif isinstance(source, Decimal):
        yield from (abs(source), source * 100)
    elif isinstance(source, int):
        yield Decimal(source)
    elif isinstance(source, str):
        yield from map(Decimal, re.findall(r"\d+", source))
    elif source is not None:
        for part in source:
            yield from figures_in(part)


@pytest.fixture(params=LOCALES)
def locale(request) -> str:
    """Return each language in turn."""
    return request.param


@pytest.fixture
def printed(story, corrected, today, chart, locale) -> dict[str, str]:
    """Return every document of the language by its name."""
    return documents(story, corrected, today, chart, locale)


def test_documents_read_as_they_were_approved(printed, locale, golden) -> None:
    """Bill, reports and boards come out word by word as somebody has read and approved them."""
    golden(f"views/{locale}.txt", "\n".join(printed.values()))


def test_nothing_is_wider_than_a_terminal(printed) -> None:
    """Eighty places are enough for every document, and its rules say how wide it is."""
    for document in printed.values():
        widths = [places(line) for line in document.splitlines()]
        rule = next(line for line in document.splitlines() if set(line) == {"="})
        assert max(widths) == places(rule) <= 80


@pytest.mark.parametrize("name", ["bill", "corrected", "first_day", "last_day"])
def test_the_last_digits_of_all_amounts_are_under_each_other(printed, name) -> None:
    """Amounts can be added up by eye, whatever letters stand before and whatever currency after."""
    body = printed[name].split("---\n", 1)[1]
    ends = {
        places(found[1])
        for line in body.splitlines()
        if (found := re.fullmatch(r"(.*\S  +\D{0,4}[\d.,]+)([^\d%]{0,4})", line))
    }
    assert len(ends) == 1


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("bill", r"Nasi goreng|Es teh|Deluxe"),
        ("corrected", r"Dobbeltværelse|(?<=  )Spa|海景"),
        ("occupied", r"(?<=  )[VO][CD](?=  )"),
        ("vacated", r"(?<=  )[VO][CD](?=  )"),
    ],
)
def test_what_stands_in_one_column_begins_in_one_place(printed, name, pattern) -> None:
    """Descriptions and room codes begin under each other beside Chinese words too."""
    begins = [
        places(line[: found.start()])
        for line in printed[name].splitlines()
        if (found := re.search(pattern, line))
    ]
    assert len(begins) > 2
    assert len(set(begins)) == 1


def test_every_number_comes_from_the_document(story, corrected, printed, locale) -> None:
    """A view adds nothing up and rounds nothing: what it prints stands in its source."""
    sources = {
        "bill": (story.bill, GUEST.values(), story.nights.arrival, story.nights.departure),
        "corrected": corrected,
        "first_day": story.days[0],
        "last_day": story.days[1],
    }
    for name, source in sources.items():
        figures = figures_of(printed[name], locale)
        assert len(figures) > 7
        assert figures <= set(figures_in(source)), name


def test_the_bill_shows_what_the_guest_owes(story, locale) -> None:
    """The story of the seed comes to 2,286,900 rupiah, whole and in the guest's own figures."""
    owing = text.statement(story.owing, locale, **GUEST)
    thousands = MARKS[locale][0]
    due = f"2{thousands}286{thousands}900"
    assert owing.splitlines()[-1].count(due) == 1
    paid = text.statement(story.bill, locale, **GUEST)
    assert due not in paid.splitlines()[-1]
    assert {Decimal(0)} == figures_of(paid.splitlines()[-1], locale)


def test_a_reversal_is_marked_and_names_its_line(printed, locale) -> None:
    """What was taken back stays on the bill; the line that takes it back says which one it was."""
    lines = printed["corrected"].splitlines()
    posted = next(line for line in lines if re.match(r" *3  ", line))
    taken_back = next(line for line in lines if re.match(r" *5  ", line))
    assert "Spa" in posted
    description = re.split(r"  +", taken_back.strip())[2]
    assert description != "Spa"
    assert description.endswith("Spa")
    assert figures_of(description, locale) == {Decimal(3)}
    assert "-400" in taken_back


def test_too_much_paid_is_in_the_guests_favour(printed) -> None:
    """Money left over is not printed as a negative debt."""
    last = printed["corrected"].splitlines()[-1]
    assert "956" in last
    assert "-" not in last


def test_a_card_shows_brand_and_last_four_digits_only(printed) -> None:
    """The token by which the gateway knows a card is on no document."""
    assert "Visa **** 4242" in printed["bill"]
    assert not any("tok_1" in document for document in printed.values())


def test_a_key_figure_says_what_it_is_based_on(story, printed, locale) -> None:
    """Occupancy, ADR and RevPAR stand beside their divisor; without one there is no figure."""
    for document, day in zip((printed["first_day"], printed["last_day"]), story.days, strict=True):
        adr = next(line for line in document.splitlines() if "ADR" in line)
        assert figures_of(re.split(r"  +", adr)[1], locale) == {Decimal(day.adr.divisor)}
    assert adr.split()[-1] == "-"


def test_a_rate_is_shown_where_it_is_the_same_on_all_lines(corrected, locale) -> None:
    """VAT of 25 % says so; where some lines have another rate the bill names the tax alone."""
    full = text.statement(corrected, locale, property_name="Strandhotellet")
    line = next(line for line in corrected.lines if isinstance(line, ChargePosted))
    (vat,) = line.quote.components
    reduced = attrs.evolve(vat, rate=Decimal("0.12"))
    other = attrs.evolve(line, quote=attrs.evolve(line.quote, components=(reduced,)))
    mixed = attrs.evolve(corrected, lines=(*corrected.lines, other))
    bare = text.statement(mixed, locale, property_name="Strandhotellet")
    assert len(re.findall(r"25\s?%", full)) == 1
    assert "%" not in bare


def test_a_room_to_be_cleaned_is_not_shown_as_ready(story, locale) -> None:
    """After the check-out the room is clean by policy, and still not to be given away."""
    lines = map(str.split, board(story.boards[1], locale).splitlines())
    states = {line[0]: line[-1] for line in lines if line and line[0].startswith("20")}
    assert len(set(states.values())) == 2
    assert [room for room, state in states.items() if state != states["2030"]] == ["2034"]


def test_a_bill_without_a_name_is_a_bill(story, locale) -> None:
    """Names and rooms come from outside; where the guest was erased the bill still stands."""
    bare = text.statement(story.bill, locale, property_name="Hotel Axentra")
    full = text.statement(story.bill, locale, nights=story.nights, **GUEST)
    assert "Siti" not in bare
    assert bare.splitlines()[-8:] == full.splitlines()[-8:]
