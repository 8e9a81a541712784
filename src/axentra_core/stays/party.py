"""Who sleeps in the room."""

import datetime as dt
from typing import Annotated

from axentra_core.kernel.checks import Day, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Country, Id

OLDEST = 130


@checked
class Occupant:
    """Somebody who sleeps in the room, told without a name.

    Nobody is stored as a child or as exempt from a tax: such bands differ by rule, and each rule
    derives its own from age and residence. Somebody who has a birthday during the stay stands
    twice, until it and since it.

    Attributes:
        age: completed years; None for an adult who has not told.
        residence: ISO 3166-1 code of the country they live in; None where it is not known.
        nationality: likewise of their passport; some taxes ask for it and not for the residence.
        since: first night; the stay's first when left out.
        until: day after the last night; the stay's departure when left out.
        guest: id of their own profile, where they have one.
    """

    age: Annotated[int, whole(0, OLDEST)] | None = None
    residence: Country | None = None
    since: Day | None = None
    until: Day | None = None
    guest: Id | None = None
    nationality: Country | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse somebody who leaves before they come."""
        if self.since and self.until and self.until <= self.since:
            raise InvalidInput.because(
                "date.order", path="until", earlier=self.since, later=self.until
            )

    def is_there(self, night: dt.date) -> bool:
        """Return whether they sleep in the room on a night of the stay."""
        return (self.since is None or self.since <= night) and (
            self.until is None or night < self.until
        )


def party(adults: int, *ages: int) -> tuple[Occupant, ...]:
    """Return so many adults and children of these ages, for the whole stay."""
    return (Occupant(),) * adults + tuple(Occupant(age=age) for age in ages)
