"""What a payment rule says: whom it charges, when, and how much (seed: aturan pembayaran)."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import WallTime, checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput, shown
from axentra_core.kernel.money import Money, PositiveAmount
from axentra_core.kernel.numbers import CONTEXT, Rate, as_text
from axentra_core.kernel.texts import Code, Text
from axentra_core.payment_rules.refusals import PaymentRulesRefusal

LONGEST_NOTICE: Final = 365
MOST_STEPS: Final = 10
MOST_NIGHTS: Final = 366
MOST_SURCHARGE: Final = Decimal("0.1")
# Another recipe would give another fingerprint to the same terms: then it is another version.
RECIPE: Final = "v1"


class CardKind(StrEnum):
    """What kind of card a reservation came with.

    A STANDARD card is the guest's own; a VIRTUAL one (VCC) was issued by the channel for this
    reservation, and nobody but the channel has validated it.
    """

    STANDARD = "standard"
    VIRTUAL = "virtual"


class Trigger(StrEnum):
    """On which day a step charges; the moment of the booking is none (seed: *Waktu pemesanan*)."""

    BEFORE_CHECK_IN = "before_check_in"
    CHECK_IN_DAY = "check_in_day"
    CHECK_OUT_DAY = "check_out_day"
    AT_BOOKING = "at_booking"


class AmountKind(StrEnum):
    """What a step charges."""

    OUTSTANDING = "outstanding"
    """All that is owed at the moment of the charge, changes and extras with it."""

    PERCENT = "percent"
    """A part of what the whole reservation costs at that moment."""

    FIXED = "fixed"
    """An amount in the currency of the reservation."""

    FIRST_NIGHT = "first_night"
    """What the first night costs, with what is charged with it."""

    REMAINDER = "remainder"
    """All that the steps before have left."""


IN_FULL: Final = frozenset({AmountKind.OUTSTANDING, AmountKind.REMAINDER})


@checked
class Moment:
    """When a step charges, by the calendar and the clocks of the property.

    Attributes:
        trigger: the day.
        at: wall time of that day.
        days: how many calendar days before the check-in, 1 to 365; 0 for the other triggers.
    """

    trigger: Trigger
    at: WallTime
    days: Annotated[int, whole(0, LONGEST_NOTICE)] = 0

    def __attrs_post_init__(self) -> None:
        """Refuse what the seed rules out, and days that do not fit the trigger."""
        if self.trigger is Trigger.AT_BOOKING:
            raise PaymentRulesRefusal("payment_rules.not_at_booking")
        is_before = self.trigger is Trigger.BEFORE_CHECK_IN
        if is_before is not (self.days > 0):
            low, high = (1, LONGEST_NOTICE) if is_before else (0, 0)
            raise InvalidInput.because(
                "value.out_of_range", path="days", got=self.days, low=low, high=high
            )


@checked
class Share:
    """How much a step charges.

    Attributes:
        kind: what it is a part of.
        rate: of a percentage, such as ``Decimal("0.3")``; above zero.
        amount: of a fixed amount, in the currency of the reservations it is for.
    """

    kind: AmountKind = AmountKind.OUTSTANDING
    rate: Rate | None = None
    amount: PositiveAmount | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a value that the kind does not have, and one that it lacks."""
        _insist_on(self.kind is AmountKind.PERCENT, self.rate is not None, "rate", self.kind)
        _insist_on(self.kind is AmountKind.FIXED, self.amount is not None, "amount", self.kind)
        if self.rate is not None and not self.rate:
            raise InvalidInput.because("rate.out_of_range", path="rate", got=0, nearest="0.01")


def _insist_on(wanted: bool, given: bool, name: str, kind: AmountKind) -> None:  # noqa: FBT001
    if wanted and not given:
        raise InvalidInput.because("field.required", path=name)
    if given and not wanted:
        raise InvalidInput.because("value.contradicts", path=name, one=name, other=f"kind {kind}")


@checked
class Step:
    """One charge of a rule."""

    when: Moment
    share: Share = Share()


@checked
class Surcharge:
    """What the guest pays for paying by card, as a line of its own on the bill.

    It is no part of what is outstanding, and never charged to a virtual card, which holds the exact
    amount. Whether it is allowed at all is a matter of law: the EEA and the United Kingdom forbid
    it on consumers' cards (Directive (EU) 2015/2366, article 62; SI 2017/752).

    Attributes:
        code: transaction code it is posted under, with its own tax.
        rate: part of what is charged, above zero to 0.1, before tax; None with a fixed amount.
        amount: fixed, before tax, in the currency of the reservations it is for.
    """

    code: Code
    rate: Rate | None = None
    amount: PositiveAmount | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse both, neither, and a rate that no card costs."""
        if self.rate is not None and self.amount is not None:
            raise InvalidInput.because("value.conflict", path="rate", one="rate", other="amount")
        if self.rate is None and self.amount is None:
            raise InvalidInput.because("field.required", path="rate")
        if self.rate is not None and not 0 < self.rate <= MOST_SURCHARGE:
            raise InvalidInput.because(
                "value.out_of_range",
                path="rate",
                got=as_text(self.rate),
                low=0,
                high=MOST_SURCHARGE,
            )


@checked
class RuleTerms:
    """What a rule says; once active, it never says anything else.

    Attributes:
        name: for staff.
        channels: where the reservations come from that it is for, such as ``booking_com``.
        steps: its charges, in the order in which they come for most stays.
        card_kinds: of the reservations it is for; empty for all.
        rate_plans: likewise; empty for all, also for reservations without one.
        fewest_nights: of the reservations it is for; 0 takes day use too.
        most_nights: likewise.
        surcharge: none, unless the rule says one.
    """

    name: Text
    channels: tuple[Code, ...]
    steps: tuple[Step, ...]
    card_kinds: tuple[CardKind, ...] = ()
    rate_plans: tuple[Code, ...] = ()
    fewest_nights: Annotated[int, whole(0, MOST_NIGHTS)] = 0
    most_nights: Annotated[int, whole(0, MOST_NIGHTS)] = MOST_NIGHTS
    surcharge: Surcharge | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a rule for nobody, and one that charges the same twice."""
        if faults := [*self._faults()]:
            raise InvalidInput(faults)

    def _faults(self) -> Iterator[Fault]:
        if not self.channels:
            yield from _fault("field.required", "channels")
        if not 1 <= len(self.steps) <= MOST_STEPS:
            yield from _fault("list.length", "steps", got=len(self.steps), low=1, high=MOST_STEPS)
        for path in ("channels", "card_kinds", "rate_plans"):
            values = getattr(self, path)
            for place, value in enumerate(values):
                if value in values[:place]:
                    yield from _fault("value.duplicate", f"{path}[{place}]", got=shown(str(value)))
        if self.fewest_nights > self.most_nights:
            low, high = self.fewest_nights, MOST_NIGHTS
            yield from _fault(
                "value.out_of_range", "most_nights", got=self.most_nights, low=low, high=high
            )
        yield from self._faults_of_steps()

    def _faults_of_steps(self) -> Iterator[Fault]:
        moments = [step.when for step in self.steps]
        for place, moment in enumerate(moments):
            if moment in moments[:place]:
                yield from _fault("value.duplicate", f"steps[{place}].when", got="this moment")
        kinds = [step.share.kind for step in self.steps]
        in_full = [place for place, kind in enumerate(kinds) if kind in IN_FULL]
        for place in in_full[1:]:
            yield from _fault("value.duplicate", f"steps[{place}].share", got="all that is owed")
        if kinds[:1] == [AmountKind.REMAINDER]:
            yield from _fault(
                "value.contradicts",
                "steps[0].share.kind",
                one="a remainder",
                other="coming first",
            )

    @cached_property
    def fingerprint(self) -> str:
        """What tells these terms from all others: the digest of everything they say."""
        return sha256(f"{RECIPE}|{_written(self)}".encode()).hexdigest()


def _fault(code: str, path: str, **values: object) -> tuple[Fault, ...]:
    return InvalidInput.because(code, path=path, **values).faults


def _written(value: object) -> str:
    """Return a value of the terms as text that is the same wherever it is written."""
    if isinstance(value, Decimal):
        return as_text(value.normalize(CONTEXT))
    if isinstance(value, Money):
        return f"{_written(value.amount)} {value.currency.code}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, tuple):
        return f"[{','.join(map(_written, value))}]"
    kind = type(value)
    if attrs.has(kind):
        names = [one.name for one in attrs.fields(kind)]
        return f"{{{';'.join(f'{name}={_written(getattr(value, name))}' for name in names)}}}"
    return repr(str(value))
