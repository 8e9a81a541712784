"""What a tax is calculated from: priced nights and other items, persons, and facts of the stay."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from axentra_core.folio.tax.vocabulary import Age, Money, Price
from axentra_core.kernel.checks import Day, WallTime, checked, list_of, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.numbers import number
from axentra_core.kernel.texts import Code, Id, Text

MOST_ITEMS = 5000
MOST_PERSONS = 1000
MOST_NIGHTS = 9999
FIRST_YEAR, LAST_YEAR = 1900, 2199


class PriceBasis(StrEnum):
    """Whether an amount is without any component, or contains every inclusive one that applies."""

    NET = "net"
    GROSS = "gross"


def pieces(value: object) -> Decimal:
    """Return a number of pieces above zero."""
    found = number(value)  # type: ignore[arg-type] # the guard refuses the rest
    if found <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return found


@checked
class Item:
    """A priced night or any other priced thing: breakfast, parking, a no-show fee.

    Attributes:
        id: unique in the facts.
        article: one of the rule set's articles, or a package that it splits.
        amount: price of all pieces together, after discounts; below zero for a discount line.
        basis: net or gross.
        date: the night (the date on which it begins) or the date of service.
        quantity: how many pieces the amount is for; of a night how many rooms.
        room: whose; any code that tells rooms apart, it need not change when the guest moves.
        is_night: whether it is a night: only these make nights, rooms and persons count.
        category: where it stands on the folio; the article when None.
        list_price: price of all pieces before discounts, for brackets that ask for it.
    """

    id: Id
    article: Code
    amount: Money
    basis: PriceBasis
    date: Day
    quantity: Annotated[Decimal, pieces] = Decimal(1)
    room: Code = "1"
    is_night: bool = False
    category: Code | None = None
    list_price: Price | None = None


@checked
class Exemption:
    """Why somebody pays less, on what evidence, and who granted it; recorded in the result."""

    reason: Code
    evidence: Text
    granted_by: Id


@checked
class Person:
    """An occupant; counted on every night of the room from `since` to before `until`.

    Attributes:
        id: unique in the facts; no name.
        room: the room as items name it.
        age: in years on the first night; None for an adult whose age nobody asked.
        birthday: the day within the stay from which on `age` is one more.
        residence: country code; None when not known.
        nationality: country code; None when not known.
        since: the first night; that of the stay when None.
        until: the day of leaving, not a night any more; that of the stay when None.
        exemptions: what was granted to this person.
    """

    id: Id
    room: Code = "1"
    age: Age | None = None
    birthday: Day | None = None
    residence: Code | None = None
    nationality: Code | None = None
    since: Day | None = None
    until: Day | None = None
    exemptions: tuple[Exemption, ...] = ()

    def is_there(self, night: date) -> bool:
        """Return whether this person sleeps here on a night."""
        return (self.since is None or self.since <= night) and (
            self.until is None or night < self.until
        )

    def age_on(self, night: date) -> int | None:
        """Return the age on a night."""
        if self.age is None or self.birthday is None or night < self.birthday:
            return self.age
        return self.age + 1


@checked
class NightsBefore:
    """Nights of a calendar year for which a component was owed in this house before this stay.

    There is one entry for each component, year and person; those of a person come on top of those
    of everybody.

    Attributes:
        component: which one.
        year: of the nights.
        nights: how many.
        person: whose; everybody's when None.
    """

    component: Code
    year: Annotated[int, whole(FIRST_YEAR, LAST_YEAR)]
    nights: Annotated[int, whole(0, MOST_NIGHTS)]
    person: Id | None = None


@checked
class Facts:
    """Everything that is known of a stay, or of a bill without one.

    Attributes:
        items: in the order of the bill.
        persons: occupants of all rooms. A rule that counts persons refuses a room with none.
        check_in: the first night; the earliest night among the items when None.
        check_out: the day of leaving; after the last night among the items when None.
        checks_in_at: wall time, for blocks of 24 hours.
        booked_on: the day of booking.
        channel: that sold it.
        star_class: of the house, such as ``4`` or ``palace``.
        purpose: of the stay, such as ``business``.
        committed_nights: promised before arrival.
        nights_before: counted in this house this year before this stay.
        exemptions: granted for the whole stay.
    """

    items: Annotated[tuple[Item, ...], list_of(Item, MOST_ITEMS)]
    persons: Annotated[tuple[Person, ...], list_of(Person, MOST_PERSONS)] = ()
    check_in: Day | None = None
    check_out: Day | None = None
    checks_in_at: WallTime | None = None
    booked_on: Day | None = None
    channel: Code | None = None
    star_class: Code | None = None
    purpose: Code | None = None
    committed_nights: Annotated[int, whole(0, MOST_NIGHTS)] | None = None
    nights_before: tuple[NightsBefore, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Check that ids are unique and that dates fit together."""
        faults: list[Fault] = []
        faults += _duplicates("items", (item.id for item in self.items))
        faults += _duplicates("persons", (person.id for person in self.persons))
        for index, person in enumerate(self.persons):
            faults += _order(f"persons[{index}].until", person.since, person.until)
        faults += _known_twice(self.nights_before)
        faults += _order("check_out", self.check_in, self.check_out)
        if self.check_in and self.check_out and self.check_in <= self.check_out:
            for index, item in enumerate(self.items):
                if item.is_night and not self.check_in <= item.date < self.check_out:
                    faults += InvalidInput.because(
                        "value.contradicts",
                        path=f"items[{index}].date",
                        one=f"the night {item.date}",
                        other=f"a stay from {self.check_in} to {self.check_out}",
                    ).faults
        if faults:
            raise InvalidInput(faults)


def _duplicates(field: str, ids: Iterable[str]) -> Iterable[Fault]:
    seen: set[str] = set()
    for index, found in enumerate(ids):
        if found in seen:
            yield from InvalidInput.because(
                "value.duplicate", path=f"{field}[{index}].id", got=shown(found)
            ).faults
        seen.add(found)


def _known_twice(known: Iterable[NightsBefore]) -> Iterable[Fault]:
    seen: set[tuple[str, int, str | None]] = set()
    for index, entry in enumerate(known):
        key = entry.component, entry.year, entry.person
        if key in seen:
            got = f"{entry.component} of {entry.year}, {entry.person or 'everybody'}"
            yield InvalidInput.because(
                "value.duplicate", path=f"nights_before[{index}]", got=shown(got)
            ).faults[0]
        seen.add(key)


def _order(path: str, earlier: date | None, later: date | None) -> Iterable[Fault]:
    if earlier and later and later < earlier:
        yield from InvalidInput.because(
            "date.order", path=path, later=later, earlier=earlier
        ).faults
