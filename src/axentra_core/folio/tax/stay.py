"""The facts as rules ask for them: which nights, which rooms, who is there, which night it is."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property

from axentra_core.folio.tax.facts import Facts, Item, Person, PriceBasis
from axentra_core.folio.tax.refusals import TaxRefusal
from axentra_core.folio.tax.vocabulary import CapScope

Functions = Mapping[str, Callable[..., object]]
Room = tuple[date, str]
ONE = Fraction(1)


class Stay:
    """Facts with what follows from them, each worked out when it is first asked for."""

    def __init__(self, facts: Facts, items: Sequence[Item], functions: Functions) -> None:
        """Take the facts with their packages split, and the host's functions by name."""
        self.facts = facts
        self.items = items
        self.functions = functions

    @cached_property
    def prices(self) -> list[Fraction]:
        """The prices of all items, exact."""
        return [Fraction(item.amount) for item in self.items]

    @cached_property
    def is_gross(self) -> list[bool]:
        """Whether each item's price contains the inclusive components."""
        return [item.basis is PriceBasis.GROSS for item in self.items]

    @cached_property
    def _many(self) -> list[Fraction]:
        return [Fraction(item.quantity) for item in self.items]

    def many(self, index: int) -> Fraction:
        """Return how many pieces an item is."""
        return self._many[index]

    @cached_property
    def rooms(self) -> Mapping[Room, list[int]]:
        """The items that are nights, by date and room in order of date."""
        found: dict[Room, list[int]] = {}
        for index, item in enumerate(self.items):
            if item.is_night:
                found.setdefault((item.date, item.room), []).append(index)
        return dict(sorted(found.items(), key=lambda entry: entry[0][0]))

    @cached_property
    def by_room(self) -> Mapping[Room, list[int]]:
        """All items by date and room."""
        found: dict[Room, list[int]] = {}
        for index, item in enumerate(self.items):
            found.setdefault((item.date, item.room), []).append(index)
        return found

    @cached_property
    def _rooms_in(self) -> Mapping[Room, Fraction]:
        return {
            room: max(self._many[index] for index in indices)
            for room, indices in self.rooms.items()
        }

    def rooms_in(self, night: date, room: str) -> Fraction:
        """Return how many rooms stand under one name on a night: the most that an item is for."""
        return self._rooms_in.get((night, room), ONE)

    @cached_property
    def first(self) -> date | None:
        """The first night; None without nights."""
        if self.facts.check_in is not None:
            return self.facts.check_in
        return min((night for night, _ in self.rooms), default=None)

    @cached_property
    def length(self) -> int:
        """How many nights the stay has."""
        facts = self.facts
        if facts.check_in is not None and facts.check_out is not None:
            return (facts.check_out - facts.check_in).days
        return len({night for night, _ in self.rooms})

    @cached_property
    def people(self) -> Mapping[str, list[int]]:
        """Everybody who is ever there, by room."""
        found: dict[str, list[int]] = {}
        for index, person in enumerate(self.facts.persons):
            found.setdefault(person.room, []).append(index)
        return found

    def guests(self, room: str) -> list[int]:
        """Return who sleeps in a room on any night of the stay."""
        nights = [night for night, other in self.rooms if other == room]
        persons = self.facts.persons
        return [
            index
            for index in self.people.get(room, ())
            if not nights or any(map(persons[index].is_there, nights))
        ]

    def occupants(self, night: date, room: str) -> list[int]:
        """Return who sleeps in a room on a night."""
        persons = self.facts.persons
        return [index for index in self.people.get(room, ()) if persons[index].is_there(night)]

    def counted(self, rule: str, night: date, room: str) -> list[int]:
        """Return who sleeps in a room on a night, for a rule that counts them.

        Raises:
            TaxRefusal: ``tax.persons_missing`` if nobody is known for the room on any night.
        """
        if room not in self.people:
            raise TaxRefusal("tax.persons_missing", rule=rule, room=room)
        return self.occupants(night, room)

    def night_of(self, item: Item, person: Person | None, scope: CapScope) -> int | None:
        """Return the so-manyth night of the person or of the stay; None for what is no night."""
        first = self.first
        if not item.is_night or first is None:
            return None
        if person is not None and person.since is not None and person.since > first:
            first = person.since
        if scope is CapScope.HOUSE_YEAR:
            first = max(first, date(item.date.year, 1, 1))
        return (item.date - first).days + 1

    def nights_before(self, component: str, year: int, person: Person | None) -> int:
        """Return how many nights of a year were counted before this stay."""
        return sum(
            entry.nights
            for entry in self.facts.nights_before
            if entry.component == component
            and entry.year == year
            and (entry.person is None or (person is not None and entry.person == person.id))
        )
