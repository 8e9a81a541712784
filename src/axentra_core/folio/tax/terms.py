"""When a rule holds, whom and how many nights it concerns, and who owes less."""

from axentra_core.folio.tax.refusals import WrongRules
from axentra_core.folio.tax.vocabulary import (
    Age,
    CapScope,
    DateKey,
    Factor,
    LongStayEffect,
    Nights,
    Weekday,
    YearDay,
)
from axentra_core.kernel.checks import Day, checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import ZERO
from axentra_core.kernel.texts import Code


@checked
class Season:
    """Part of every year, both days with it; November to April runs over the year's end."""

    first: YearDay
    last: YearDay


@checked
class Validity:
    """When a rule holds.

    Attributes:
        first: the first date on which it does; from ever when None.
        last: the **last** date on which it does; for good when None.
        key: which date is asked.
        function: name of the host's function ``f(facts, item) -> date`` when key is FUNCTION.
    """

    first: Day | None = None
    last: Day | None = None
    key: DateKey = DateKey.NIGHT
    function: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Check the order of the dates, and that a function is named where one is asked."""
        if self.first and self.last and self.last < self.first:
            raise InvalidInput.because(
                "date.order", path="last", later=self.last, earlier=self.first
            )
        if (self.key is DateKey.FUNCTION) != (self.function is not None):
            raise WrongRules.because("tax.function_not_named", path="function")


@checked
class Conditions:
    """What has to be so for a rule to apply to a unit; an empty field asks for nothing.

    Of the stay and the night: seasons and weekdays (by the item's date), channels, when it was
    booked (both days with it), star classes, purposes, the whole length of the stay, and a host's
    function ``f(facts, item, person or None) -> bool``.

    Of a person: residence and nationality. A rule that counts no persons applies if **any**
    occupant of the room on that night meets them (Malaysia: one foreigner in the room is enough).
    """

    seasons: tuple[Season, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    channels: tuple[Code, ...] = ()
    not_channels: tuple[Code, ...] = ()
    booked_first: Day | None = None
    booked_last: Day | None = None
    star_classes: tuple[Code, ...] = ()
    purposes: tuple[Code, ...] = ()
    not_purposes: tuple[Code, ...] = ()
    residence_in: tuple[Code, ...] = ()
    residence_not_in: tuple[Code, ...] = ()
    nationality_in: tuple[Code, ...] = ()
    nationality_not_in: tuple[Code, ...] = ()
    least_nights: Nights | None = None
    most_nights: Nights | None = None
    function: Code | None = None

    @property
    def of_person(self) -> bool:
        """Whether anything is asked of where a person lives or comes from."""
        return bool(
            self.residence_in
            or self.residence_not_in
            or self.nationality_in
            or self.nationality_not_in
        )


@checked
class AgeBand:
    """Who has reached `first` and not yet `below` pays this part; who is in no band pays in full.

    Where a rule counts no persons, the occupant of the room who owes most decides. Somebody whose
    age is not known counts as an adult of thirty, neither a child nor a senior.
    """

    first: Age = 0
    below: Age | None = None
    factor: Factor = ZERO


@checked
class NightCap:
    """Only so many nights are liable, counted from the first night of the person (or of the stay).

    HOUSE_YEAR counts by calendar year of the night and begins after `Facts.nights_before`.
    """

    nights: Nights
    scope: CapScope = CapScope.STAY


@checked
class NightFactor:
    """From the so-manyth night on a part is owed; the last line that has begun counts."""

    first: Nights
    factor: Factor


@checked
class LongStay:
    """A stay of at least so many nights is free.

    Attributes:
        nights: the limit.
        effect: AFTER frees the nights after the first `nights`, FROM_START all of them once the
            stay is as long as that.
        committed: nights promised before arrival (`Facts.committed_nights`) of at least `nights`
            free the stay from its first night, with either effect.
    """

    nights: Nights
    effect: LongStayEffect = LongStayEffect.FROM_START
    committed: bool = False


@checked
class Relief:
    """An exemption for this reason leaves a part of the amount, nothing by default.

    One of the stay holds for every unit, one of a person for the units of that person. Where a rule
    counts no persons, the occupant of the room who owes most decides: the room is exempt only if
    all its occupants are. Of several reasons the one that leaves least counts, and is recorded.
    """

    reason: Code
    factor: Factor = ZERO
