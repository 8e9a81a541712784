"""What a registration consists of as staff read it: plain text, part by part."""

import attrs

from axentra_core.views.locale import Language
from axentra_core.views.meter_remarks import Remark


@attrs.frozen
class ReadingRow:
    """A reading.

    Attributes:
        number: of it among those of the stay; empty at a replacement.
        kind: what it is the reading of.
        register: of which it is; empty where the meter has only one.
        value: as the device shows it.
        at: by the clocks of the house.
        by: whose it is, and who has sent it.
        notes: what else there is to say of it.
        looks: ``gone`` where another one has corrected it, ``doubtful`` where nobody has measured
            it in the stay, else ``plain``.
    """

    number: str
    kind: str
    register: str
    value: str
    at: str
    by: str
    notes: tuple[str, ...]
    looks: str = "plain"


@attrs.frozen
class ControlRow:
    """A control reading: what it says, how far off it is, and from which day.

    Attributes:
        register: of which it is; empty where the meter has only one.
        value: as the device shows it.
        at: by the clocks of the house.
        beside: the reading it is compared with.
        off: how far the two are apart.
        days: how many days lie between them; empty without a reading beside it.
        by: whose it is.
    """

    register: str
    value: str
    at: str
    beside: str
    off: str
    days: str
    by: str


@attrs.frozen
class UseRow:
    """What one register has counted.

    Attributes:
        name: that it is the use, and of which register where there are several.
        quantity: with its measure.
        decision: whether it can be billed.
        looks: the same as a code: ``bill``, ``review`` or ``reject``.
        parts: how it comes about.
        remarks: what is remarkable about it.
    """

    name: str
    quantity: str
    decision: str
    looks: str
    parts: tuple[str, ...]
    remarks: tuple[Remark, ...]


@attrs.frozen
class StayRow:
    """What a stay has used, to compare.

    Attributes:
        name: id of the stay, or that it is this one.
        departure: its last day; empty where it is not known.
        days: how long.
        persons: how many.
        quantity: with its measure.
        each: the same for each person and day.
        share: of the largest among them, in percent.
        is_own: it is the stay that is judged.
    """

    name: str
    departure: str
    days: str
    persons: str
    quantity: str
    each: str
    share: int
    is_own: bool = False


@attrs.frozen
class Meter:
    """One meter of the house. What it does not have is empty.

    Attributes:
        name: what it counts.
        about: its id and the numbers of its devices.
        quantity: what was used in all, with its measure; where nobody can tell, that.
        looks: the gravest decision of its registers; ``review`` also where else somebody has to
            look at it.
        parted: it has several registers.
        readings: of the stay.
        before: the last ones before it.
        uses: by register.
        controls: what others have read.
        stays: this one and earlier ones; none where there is nothing to compare with.
    """

    name: str
    about: str
    quantity: str
    looks: str
    parted: bool
    readings: tuple[ReadingRow, ...]
    before: tuple[ReadingRow, ...]
    uses: tuple[UseRow, ...]
    controls: tuple[ControlRow, ...]
    stays: tuple[StayRow, ...]


@attrs.frozen
class PriceRow:
    """One line of what it comes to.

    Attributes:
        name: what is charged.
        steps: how the amount comes about.
        amount: what the guest pays.
    """

    name: str
    steps: tuple[str, ...]
    amount: str


@attrs.frozen
class Price:
    """What a utility comes to.

    Attributes:
        name: what it is called.
        tariff: by which it is priced.
        lines: what is charged.
        amount: of all lines.
    """

    name: str
    tariff: str
    lines: tuple[PriceRow, ...]
    amount: str


@attrs.frozen
class DifferenceRow:
    """What was billed after the first time.

    Attributes:
        name: which difference.
        about: when it was billed, and its documents.
        lines: what is charged or credited, as label and amount.
        amount: of all lines.
    """

    name: str
    about: str
    lines: tuple[tuple[str, str], ...]
    amount: str


@attrs.frozen
class Sheet:
    """A registration as it is read. What it does not have is empty.

    Attributes:
        own: the language.
        title: house or room, and the guest.
        facts: of the stay, as label and value.
        status: in words.
        looks: the same as a code.
        reasons: what somebody has to look at.
        heading: what is to be said of them: that somebody has to look, or who has.
        is_open: nobody has looked yet.
        notices: what else has to be known before anything else.
        acts: what can be done now, as name of the command and word.
        amount: what it comes to, or was billed; empty where nothing can be told.
        amount_is: which of the two.
        meters: one for each.
        prices: one for each utility.
        total: of all utilities.
        billed: what was billed first, as label and amount; empty before.
        billed_amount: of all of that.
        differences: what was billed after it.
        changes: every status, who and when.
    """

    own: Language
    title: str
    facts: tuple[tuple[str, str], ...]
    status: str
    looks: str
    reasons: tuple[Remark, ...]
    heading: str
    is_open: bool
    notices: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]
    amount: str
    amount_is: str
    meters: tuple[Meter, ...]
    prices: tuple[Price, ...]
    total: str
    billed: tuple[tuple[str, str], ...]
    billed_amount: str
    differences: tuple[DifferenceRow, ...]
    changes: tuple[tuple[str, str, str], ...]
