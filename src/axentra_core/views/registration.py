"""The registration of a stay as plain text: whether its readings can be right."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from axentra_core.views.columns import WIDTH, Column, Row, headings, table
from axentra_core.views.locale import Language
from axentra_core.views.meter_remarks import Remark
from axentra_core.views.registration_rows import Meter, Price, ReadingRow, Sheet
from axentra_core.views.registration_sheet import sheet
from axentra_core.views.text import BLANK, PAIRS, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import RegistrationView

WHOLE: Final = (Column(wraps=True),)
ITEMS: Final = (Column(), Column(wraps=True))
PRICED: Final = (Column(), Column(wraps=True), Column(figures=True))


def registration_text(view: "RegistrationView", locale: str, *, digits: int | None = None) -> str:
    """Return a registration as text, with all that tells whether its readings can be right.

    Args:
        view: as the reader gives it.
        locale: one of `LOCALES`.
        digits: decimals of the property's bills; those of the currency when left out.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``money.too_many_decimals``.
    """
    one = sheet(view, locale, digits)
    return document(
        _head(one),
        _look(one),
        *(_meter(one.own, meter) for meter in one.meters),
        _prices(one),
        _changes(one),
    )


def _head(one: Sheet) -> Iterator[str]:
    word = one.own.word
    top: list[Row] = [(word("registration.title"), one.status), (one.title, one.amount), THICK]
    yield from table(TITLE, top, room=WIDTH)
    lefts, rights = one.facts[::2], [*one.facts[1::2], ("", "")]
    pairs = [left + right for left, right in zip(lefts, rights, strict=False)]
    yield from table(PAIRS, pairs, room=WIDTH)


def _look(one: Sheet) -> Iterator[str]:
    word = one.own.word
    yield from _headed(one.heading)
    yield from table(WHOLE, [(notice,) for notice in one.notices], room=WIDTH)
    rows = [("!", _said(one.own, said)) for said in one.reasons]
    yield from table(ITEMS, rows, room=WIDTH)
    if one.acts:
        acts = one.own.list_of(act for _, act in one.acts)
        yield from (BLANK, *table(ITEMS, [(f"{word('registration.acts')}:", acts)]))


def _said(own: Language, said: Remark) -> str:
    title = said.title
    if said.place:
        title = own.word("registration.placed", text=title, place=said.place)
    return own.word("registration.said", title=title, sentence=said.sentence)


def _headed(heading: str) -> Iterator[str]:
    yield BLANK
    yield from table(WHOLE, [(heading,), THIN], room=WIDTH)


def _meter(own: Language, meter: Meter) -> Iterator[str]:
    word = own.word
    title = word("registration.placed", text=meter.name, place=meter.about)
    yield BLANK
    yield from table(TITLE, [(title, meter.quantity), THICK], room=WIDTH)
    if not meter.readings:
        yield word("registration.no_readings")
    for key, rows in (("readings", meter.readings), ("before", meter.before)):
        if rows:
            yield from (BLANK, word(f"registration.{key}"))
            yield from _readings(own, rows, parted=meter.parted)
    if meter.uses:
        yield from (BLANK, *_uses(own, meter))
    if meter.controls:
        yield from (BLANK, *_controls(own, meter))
    if meter.stays:
        yield from (BLANK, word("registration.comparison"), *_stays(own, meter))


def _readings(own: Language, rows: Sequence[ReadingRow], *, parted: bool) -> list[str]:
    word = own.word
    columns = [
        Column(word("registration.number"), figures=True),
        Column(word("registration.reading"), wraps=True),
        Column(word("registration.shown"), figures=True),
        Column(word("registration.at")),
        Column(word("registration.by"), wraps=True),
    ]
    lines: list[Row] = [headings(columns), THIN]
    for row in rows:
        kind = f"{row.kind} {row.register}" if parted else row.kind
        lines.append((row.number, kind, row.value, row.at, row.by))
        lines += [("", f"  {note}", "", "", "") for note in row.notes]
    return table(columns, lines, room=WIDTH)


def _uses(own: Language, meter: Meter) -> Iterator[str]:
    for use in meter.uses:
        counted = own.word(
            "registration.counted", name=use.name, quantity=use.quantity, decision=use.decision
        )
        yield from table(WHOLE, [(counted,)], room=WIDTH)
        rows = [("", part) for part in use.parts]
        rows += [("!", _said(own, one)) for one in use.remarks]
        yield from table(ITEMS, rows, room=WIDTH)


def _controls(own: Language, meter: Meter) -> list[str]:
    word = own.word
    columns = (
        Column(word("registration.controls"), wraps=True),
        Column(word("registration.shown"), figures=True),
        Column(word("registration.beside"), figures=True),
        Column(word("registration.off"), figures=True),
        Column(word("registration.apart"), figures=True),
    )
    rows: list[Row] = [headings(columns), THIN]
    for row in meter.controls:
        name = own.list_of(filter(None, (row.register, row.at, row.by)))
        rows.append((name, row.value, row.beside, row.off, row.days))
    return table(columns, rows, room=WIDTH)


def _stays(own: Language, meter: Meter) -> list[str]:
    word = own.word
    columns = (
        Column(word("registration.stay"), wraps=True),
        Column(word("registration.departure")),
        Column(word("registration.days"), figures=True),
        Column(word("registration.persons"), figures=True),
        Column(word("registration.use"), figures=True),
        Column(word("registration.each"), figures=True, wraps=True),
    )
    rows: list[Row] = [headings(columns), THIN]
    rows += [
        (row.name, row.departure, row.days, row.persons, row.quantity, row.each)
        for row in meter.stays
    ]
    return table(columns, rows, room=WIDTH)


def _prices(one: Sheet) -> Iterator[str]:
    word = one.own.word
    yield from (BLANK, *table(TITLE, [(word("registration.bill"), one.total), THICK], room=WIDTH))
    for place, price in enumerate(one.prices):
        title = word("registration.placed", text=price.name, place=price.tariff)
        yield from ([BLANK] if place else [])
        yield from table(TITLE, [(title, price.amount)], room=WIDTH)
        yield from table(PRICED, list(_priced(price)), room=WIDTH)
    if not one.total:
        yield word("registration.unpriced")
    if one.billed:
        rows: list[Row] = [(word("registration.billed"), one.billed_amount), THIN, *one.billed]
        yield from (BLANK, *table(TITLE, rows, room=WIDTH))
    for later in one.differences:
        title = word("registration.placed", text=later.name, place=later.about)
        yield from (BLANK, *table(TITLE, [(title, later.amount), THIN, *later.lines], room=WIDTH))


def _priced(price: Price) -> Iterator[Row]:
    for line in price.lines:
        yield "-", line.name, line.amount
        yield from (("", step, "") for step in line.steps)


def _changes(one: Sheet) -> Iterator[str]:
    if one.changes:
        yield from _headed(one.own.word("registration.changes"))
        yield from table((Column(wraps=True), Column(wraps=True), Column()), list(one.changes))
