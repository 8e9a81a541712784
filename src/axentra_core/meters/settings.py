"""How a house handles its meters: what happens by itself, what a utility costs, what is plausible.

>>> settings = MetersSettings(invoice_at_finalise=True)
>>> settings.switched(always_front_desk=True).invoice_at_finalise
False
"""

from collections.abc import Iterator

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import Fault, InvalidInput, shown, some_of
from axentra_core.kernel.numbers import ZERO
from axentra_core.kernel.texts import Code
from axentra_core.meters.consumption import ConsumptionPolicy
from axentra_core.meters.expectation import THREE
from axentra_core.meters.registration import GraceDays
from axentra_core.meters.tariff import Tariff
from axentra_core.meters.units import Factor, NotNegative


@checked
class Plausibility:
    """Which use of a utility is plausible; all in the measure that is billed.

    Attributes:
        most: in a whole stay, at the very most; None if nobody has said.
        most_per_day: the same for each day; the lesser of the two counts.
        average: per person and day; None to take it from earlier stays.
        factor: how often the average is still no outlier.
        least: which part of the average is an outlier below; None for none.
        hours_off: how far hours that were sent may be from what was read, beside one step of the
            display and what was used in the hours in which it was read.
    """

    most: NotNegative | None = None
    most_per_day: NotNegative | None = None
    average: NotNegative | None = None
    factor: Factor = THREE
    least: NotNegative | None = None
    hours_off: NotNegative = ZERO


@checked
class Utility:
    """What guests use and pay for, such as electricity.

    Attributes:
        code: such as ``el``, ``water`` or ``heat``.
        tariff: id of the tariff by which it is priced where the unit has a meter.
        unmetered: id of the tariff where it has none, such as one by person and day; None to charge
            nothing there.
        transaction: code under which it is posted; None until the house has agreed on one.
        plausible: which use is plausible.
    """

    code: Code
    tariff: Code
    transaction: Code | None = None
    unmetered: Code | None = None
    plausible: Plausibility = Plausibility()


@checked
class MetersSettings:
    """The meters of a property (seed: *Kontrolpanel -> Tællerregistreringer via API*).

    Attributes:
        check_in_at_first_reading: whether the guest's first reading checks them in.
        check_out_at_finalise: whether they are checked out when the readings are complete.
        invoice_at_finalise: whether they are invoiced then; a deposit is never set off by it.
        always_front_desk: whether only Front Desk settles; nothing is invoiced by itself or from
            the list.
        receipt_after_front_desk: whether the receipt is shown after Front Desk, whatever Front
            Desk's own settings say.
        utilities: what is charged, in the order of the lines.
        tariffs: what it costs; all in one currency.
        policy: what happens where readings alone do not decide.
        grace_days: how many days beside the stay a reading may be taken.
    """

    check_in_at_first_reading: bool = False
    check_out_at_finalise: bool = False
    invoice_at_finalise: bool = False
    always_front_desk: bool = False
    receipt_after_front_desk: bool = False
    utilities: tuple[Utility, ...] = ()
    tariffs: tuple[Tariff, ...] = ()
    policy: ConsumptionPolicy = ConsumptionPolicy()
    grace_days: GraceDays = 1

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot be meant together, all at once."""
        if faults := [*self._faults()]:
            raise InvalidInput(faults)

    def _faults(self) -> Iterator[Fault]:
        if self.always_front_desk and self.invoice_at_finalise:
            yield InvalidInput.because(
                "value.conflict",
                path="invoice_at_finalise",
                one="always_front_desk",
                other="invoice_at_finalise",
            ).faults[0]
        ids = [one.id for one in self.tariffs]
        for path, codes in (
            ("utilities", [one.code for one in self.utilities]),
            ("tariffs", ids),
        ):
            for place, code in enumerate(codes):
                if code in codes[:place]:
                    yield InvalidInput.because(
                        "value.duplicate", path=f"{path}[{place}]", got=shown(code)
                    ).faults[0]
        for place, utility in enumerate(self.utilities):
            for name, tariff in (("tariff", utility.tariff), ("unmetered", utility.unmetered)):
                if tariff is not None and tariff not in ids:
                    yield InvalidInput.because(
                        "value.not_listed",
                        path=f"utilities[{place}].{name}",
                        got=shown(tariff),
                        kind="tariffs",
                        allowed=some_of(ids) or "none",
                    ).faults[0]
        for place, one in enumerate(self.tariffs):
            if one.currency != self.tariffs[0].currency:
                yield InvalidInput.because(
                    "money.currency_mismatch",
                    path=f"tariffs[{place}].currency",
                    got=one.currency,
                    expected=self.tariffs[0].currency,
                ).faults[0]

    def switched(
        self, *, always_front_desk: bool | None = None, invoice_at_finalise: bool | None = None
    ) -> "MetersSettings":
        """Return the settings with a switch turned; None leaves it as it is.

        Always Front Desk switches automatic invoices off, and they cannot be switched on again
        while it is on (seed: *automatisk blive slået fra og kan ikke aktiveres*).

        Raises:
            InvalidInput: ``value.conflict``.
        """
        always = self.always_front_desk if always_front_desk is None else always_front_desk
        invoice = invoice_at_finalise
        if invoice is None:
            invoice = self.invoice_at_finalise and not always_front_desk
        return MetersSettings(
            self.check_in_at_first_reading,
            self.check_out_at_finalise,
            invoice,
            always,
            self.receipt_after_front_desk,
            self.utilities,
            self.tariffs,
            self.policy,
            self.grace_days,
        )

    def utility(self, code: str) -> Utility | None:
        """Return a utility by its code, or None."""
        return next((one for one in self.utilities if one.code == code), None)

    def tariff(self, utility: Utility, *, has_meter: bool) -> Tariff | None:
        """Return the tariff of a utility in a unit; None where nothing is charged for it."""
        wanted = utility.tariff if has_meter else utility.unmetered
        return next((one for one in self.tariffs if one.id == wanted), None)
