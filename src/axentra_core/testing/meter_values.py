"""Strategies for the values of meters whose fields have to agree with each other."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from axentra_core.kernel.numbers import CONTEXT
from axentra_core.meters import (
    Block,
    Blocks,
    ChangePeriod,
    ChangeUnits,
    Device,
    DevicePeriod,
    FixedCharge,
    HourBand,
    Included,
    InvoicedVia,
    InvoiceRegistration,
    Measure,
    MetersSettings,
    OpenRegistration,
    Reading,
    ReadingKind,
    ReadingSource,
    Register,
    RemoveDevice,
    ReplaceDevice,
    SubmitReadings,
    SubmittedHours,
    SubmittedReading,
    Tariff,
    TariffVersion,
    UnitPrice,
)

T = TypeVar("T")
Fields = dict[str, SearchStrategy[Any]]

LARGEST: Final = 10**9
ONE_DAY: Final = timedelta(days=1)
ONE_HOUR: Final = timedelta(hours=1)
ZONES: Final = ("Asia/Jakarta", "Europe/Copenhagen", "UTC")
# From zero up, such as what a device shows or what a unit costs.
NUMBERS: Final = st.builds(
    lambda units, decimals: Decimal(units).scaleb(-decimals, CONTEXT),
    st.integers(0, LARGEST),
    st.integers(0, 3),
)
FACTORS: Final = NUMBERS.map(lambda many: CONTEXT.remainder(many, Decimal(1000)) or Decimal(1))
REGISTER: Final = Register("el", Measure.KWH, 5, 1)
FIRST: Final = SubmittedReading(
    "M1", "el", Decimal(100), datetime(2026, 11, 23, 9, tzinfo=UTC), ReadingKind.ARRIVAL
)
_NOT_SENT: Final = (ReadingKind.REMOVAL, ReadingKind.INSTALLATION)


def _agreed(
    cls: Callable[..., T], agree: Callable[..., None]
) -> Callable[[Fields], SearchStrategy[T]]:
    """Return values of a class after something was changed among those of its fields."""

    def made(**values: Any) -> T:  # noqa: ANN401 - a value for every field
        agree(values)
        return cls(**values)

    return lambda fields: st.builds(made, **fields)


def _once(entries: tuple[T, ...], name: str) -> tuple[T, ...]:
    """Return entries of which each has a name of its own."""
    return tuple({getattr(entry, name): entry for entry in entries}.values())


def _devices(fields: Fields) -> SearchStrategy[Device]:
    """Return devices with registers, each code once."""
    registers = fields["registers"].map(lambda some: _once(some, "code") or (REGISTER,))
    return st.builds(Device, **{**fields, "registers": registers})


def _period(values: dict[str, Any]) -> None:
    """Have a device come before it goes."""
    if values["until"] is not None:
        since, until = sorted((values["since"], values["until"]))
        values.update(since=since, until=until if since < until else None)


def _reading(values: dict[str, Any]) -> None:
    """Have a reading correct an earlier one."""
    if values["supersedes"] is not None and values["supersedes"] >= values["number"]:
        values["supersedes"] = None


def _days(values: dict[str, Any]) -> None:
    """Have a guest come before they go."""
    values["arrival"], values["departure"] = sorted((values["arrival"], values["departure"]))


def _sent(values: dict[str, Any]) -> None:
    """Have each meter once."""
    values["meters"] = _once(values["meters"], "meter")


def _opened(values: dict[str, Any]) -> None:
    _days(values)
    _sent(values)


def _openings(fields: Fields) -> SearchStrategy[OpenRegistration]:
    """Return registrations with readings."""
    readings = fields["readings"].map(lambda some: some or (FIRST,))
    return _agreed(OpenRegistration, _opened)({**fields, "readings": readings})


def _swapped(values: dict[str, Any]) -> None:
    """Have each register read once."""
    for name in ("removal", "initial"):
        if name in values:
            values[name] = _once(values[name], "register")


def _submitted(fields: Fields) -> SearchStrategy[SubmittedReading]:
    """Return readings that can be sent for a stay."""
    kinds = st.sampled_from([one for one in ReadingKind if one not in _NOT_SENT])
    sources = st.sampled_from([one for one in ReadingSource if one is not ReadingSource.INFERRED])
    return st.builds(SubmittedReading, **{**fields, "kind": kinds, "source": sources})


def _hours(values: dict[str, Any]) -> None:
    """Have as many values as there are hours."""
    values["until"] = values["since"] + max(1, len(values["values"])) * ONE_HOUR
    values["values"] = values["values"] or (Decimal(1),)


def _units(values: dict[str, Any]) -> None:
    """Have a guest live somewhere."""
    _sent(values)
    values["units"] = values["units"] or ("17",)


def _invoices(fields: Fields) -> SearchStrategy[InvoiceRegistration]:
    """Return invoices on a way that does not begin with a click of its own."""
    ways = st.sampled_from([one for one in InvoicedVia if one is not InvoicedVia.FRONT_DESK])
    return st.builds(InvoiceRegistration, **{**fields, "via": ways})


def _blocks(fields: Fields) -> SearchStrategy[Blocks]:
    """Return blocks with rising bounds, the last one open."""
    bounds = st.lists(st.integers(1, 999), max_size=3, unique=True).map(sorted)

    def blocks(prices: list[Decimal], bounds: list[int], **values: Any) -> Blocks:  # noqa: ANN401
        ends = [*map(Decimal, bounds), None]
        lines = tuple(Block(price, end) for price, end in zip(prices, ends, strict=False))
        return Blocks(**{**values, "lines": lines})

    prices = st.lists(NUMBERS, min_size=4, max_size=4)
    return st.builds(blocks, prices=prices, bounds=bounds, **fields)


def _prices(fields: Fields) -> SearchStrategy[UnitPrice]:
    """Return prices of one of the three kinds."""

    def bands(border: int, low: Decimal, high: Decimal) -> tuple[HourBand, ...]:
        return HourBand(0, border, low), HourBand(border, 24, high)

    nothing: Fields = {"price": st.none(), "blocks": st.none(), "hours": st.just(())}
    given: Fields = {
        "price": NUMBERS,
        "blocks": _of(fields["blocks"]),
        "hours": st.builds(bands, st.integers(1, 23), NUMBERS, NUMBERS),
    }
    return st.one_of(
        *(st.builds(UnitPrice, **{**fields, **nothing, name: some}) for name, some in given.items())
    )


def _included(fields: Fields) -> SearchStrategy[Included]:
    """Return a quantity or an amount."""
    return st.one_of(
        st.builds(Included, **{**fields, "quantity": NUMBERS, "amount": st.none()}),
        st.builds(Included, **{**fields, "quantity": st.none(), "amount": NUMBERS}),
    )


def _version(values: dict[str, Any]) -> None:
    """Have each register and each charge once, and no free units where hours are priced."""
    values["usage"] = _once(values["usage"], "register")
    values["fixed"] = _once(values["fixed"], "code")
    if not values["usage"] and not values["fixed"]:
        values["fixed"] = (FixedCharge("standing", Decimal(1)),)
    if any(one.hours for one in values["usage"]):
        values["included"] = None
    if values["first"] is not None and values["last"] is not None:
        values["first"], values["last"] = sorted((values["first"], values["last"]))


def _tariff(values: dict[str, Any]) -> None:
    """Have one version follow the other, and no step where hours are priced."""
    found: list[TariffVersion] = []
    first = date(2026, 1, 1)
    for one in values["versions"]:
        last = first + ONE_DAY * 29
        found.append(_within(one, first, last))
        first = last + ONE_DAY
    if not found:
        found = [TariffVersion(usage=(UnitPrice(Decimal(1)),))]
    found[-1] = _within(found[-1], found[-1].first, None)
    if any(price.hours for one in found for price in one.usage):
        values["step"] = None
    values["versions"] = tuple(found)


def _within(one: TariffVersion, first: date | None, last: date | None) -> TariffVersion:
    return TariffVersion(first, last, one.usage, one.fixed, one.included, one.minimum, one.vat)


def _settings(values: dict[str, Any]) -> None:
    """Have each utility and tariff once, known to each other, in one currency."""
    currency = {one.currency for one in values["tariffs"][:1]}
    tariffs = _once(values["tariffs"], "id")
    values["tariffs"] = tuple(one for one in tariffs if one.currency in currency)
    ids = {one.id for one in values["tariffs"]}
    values["utilities"] = tuple(
        one
        for one in _once(values["utilities"], "code")
        if {one.tariff, one.unmetered} - {None} <= ids
    )
    if values["always_front_desk"]:
        values["invoice_at_finalise"] = False


def _of(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return strategy.filter(lambda value: value is not None)


AGREEING: Final[Mapping[type, Callable[[Fields], SearchStrategy[Any]]]] = {
    Blocks: _blocks,
    ChangePeriod: _agreed(ChangePeriod, _days),
    ChangeUnits: _agreed(ChangeUnits, _units),
    Device: _devices,
    DevicePeriod: _agreed(DevicePeriod, _period),
    Included: _included,
    InvoiceRegistration: _invoices,
    MetersSettings: _agreed(MetersSettings, _settings),
    OpenRegistration: _openings,
    Reading: _agreed(Reading, _reading),
    RemoveDevice: _agreed(RemoveDevice, _swapped),
    ReplaceDevice: _agreed(ReplaceDevice, _swapped),
    SubmitReadings: _agreed(SubmitReadings, _sent),
    SubmittedHours: _agreed(SubmittedHours, _hours),
    SubmittedReading: _submitted,
    Tariff: _agreed(Tariff, _tariff),
    TariffVersion: _agreed(TariffVersion, _version),
    UnitPrice: _prices,
}
