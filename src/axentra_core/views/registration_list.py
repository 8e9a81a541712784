"""The registrations of a house by status: what waits to be handled comes first."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import attrs

from axentra_core.kernel.calendar import zone
from axentra_core.views.columns import WIDTH, Column, Row, headings, table
from axentra_core.views.locale import Language, language
from axentra_core.views.meter_words import acts_of
from axentra_core.views.text import BLANK, THICK, THIN, TITLE, document

if TYPE_CHECKING:
    # A bill needs none of it, and it loads a good part of what a bill needs.
    from axentra_core.hotel.meter_boards import RegistrationLine

STATUSES: Final = ("ready", "in_progress", "handled_in_front_desk", "invoiced", "archived")
WAITING: Final = "ready"


@attrs.frozen
class ListRow:
    """A registration as the list shows it. What it does not have is empty.

    Attributes:
        stay: id of the stay.
        unit: house or room; all of them, where the guest has moved.
        guest: who stays there.
        dates: arrival and departure.
        finalised: when its readings were complete.
        amount: what it comes to.
        flags: what somebody has to look at, as code and word.
        document: number of the invoice or credit note.
        acts: what can be done now, as name of the command and word.
    """

    stay: str
    unit: str
    guest: str
    dates: str
    finalised: str
    amount: str
    flags: tuple[tuple[str, str], ...]
    document: str
    acts: tuple[tuple[str, str], ...]


@attrs.frozen
class ListGroup:
    """The registrations of one status, in their order.

    Attributes:
        status: as a code.
        word: the same in words.
        rows: none where none has it.
    """

    status: str
    word: str
    rows: tuple[ListRow, ...]


@attrs.frozen
class Listing:
    """The registrations of a house.

    Attributes:
        own: the language.
        groups: one for every status, what waits first.
        waiting: how many wait to be handled.
        doubtful: how many of all somebody has to look at.
        notice: the same as a sentence.
    """

    own: Language
    groups: tuple[ListGroup, ...]
    waiting: int
    doubtful: int
    notice: str


def listing(
    lines: Sequence["RegistrationLine"], locale: str, zone_name: str, digits: int | None
) -> Listing:
    """Return registrations in the words of a language.

    Args:
        lines: in their order.
        locale: one of `LOCALES`.
        zone_name: IANA name of the zone of the house.
        digits: decimals of the property's bills; those of the currency when left out.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    own = language(locale)
    groups = tuple(
        ListGroup(
            status,
            own.word(f"registration.status.{status}"),
            tuple(_row(own, one, zone_name, digits) for one in lines if one.status == status),
        )
        for status in STATUSES
    )
    waiting = sum(one.status == WAITING for one in lines)
    return Listing(
        own,
        groups,
        waiting,
        doubtful=sum(one.needs_review or one.difference_due for one in lines),
        notice=own.word("registrations.waiting", count=own.number(waiting)),
    )


def _row(own: Language, one: "RegistrationLine", zone_name: str, digits: int | None) -> ListRow:
    amount = ""
    if (money := one.amount) is not None:
        code = money.currency.code
        amount = (
            own.foreign(money.amount, code)
            if digits is None
            else own.money(money.amount, code, digits)
        )
    days = own.short_date(one.arrival), own.short_date(one.departure)
    flags = (("review", one.needs_review), ("difference", one.difference_due))
    finalised = one.finalised_at
    return ListRow(
        stay=one.stay,
        unit=own.list_of((one.unit, *one.moved)),
        guest=one.guest or "",
        dates=own.word("registrations.dates", arrival=days[0], departure=days[1]),
        finalised="" if finalised is None else own.moment(finalised, zone(zone_name)),
        amount=amount,
        flags=tuple((flag, own.word(f"registrations.{flag}")) for flag, is_so in flags if is_so),
        document=one.document or "",
        acts=acts_of(own, one, one.allowed, needs_review=one.needs_review),
    )


def registrations_text(
    lines: Sequence["RegistrationLine"],
    locale: str,
    *,
    zone: str = "UTC",
    digits: int | None = None,
) -> str:
    """Return the list of registrations as text, by status, with how many each has.

    Args:
        lines: as the reader gives them.
        locale: one of `LOCALES`.
        zone: IANA name of the zone of the house, by whose clocks instants are told.
        digits: decimals of the property's bills; those of the currency when left out.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``,
            ``money.too_many_decimals``.
    """
    found = listing(lines, locale, zone, digits)
    word = found.own.word
    title: list[Row] = [(word("registrations.title"), found.notice), THICK]
    counts = [(group.word, found.own.number(len(group.rows))) for group in found.groups]
    return document(
        table(TITLE, title, room=WIDTH),
        table((Column(), Column(figures=True)), counts),
        *(_group(found.own, group) for group in found.groups if group.rows),
    )


def _group(own: Language, group: ListGroup) -> Iterator[str]:
    word = own.word
    columns = (
        Column(word("registration.unit"), wraps=True),
        Column(word("registration.guest"), wraps=True),
        Column(word("registrations.period")),
        Column(word("registrations.note"), wraps=True),
        Column(word("registrations.amount"), figures=True),
    )
    rows: list[Row] = [headings(columns), THIN]
    for row in group.rows:
        notes = own.list_of(filter(None, (*(said for _, said in row.flags), row.document)))
        rows.append((row.unit, row.guest or row.stay, row.dates, notes, row.amount))
    yield from (BLANK, f"{group.word}: {own.number(len(group.rows))}")
    yield from table(columns, rows, room=WIDTH)
