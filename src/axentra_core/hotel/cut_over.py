"""The cut-over: a hotel that is running comes in from its former system, all of it or nothing."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from axentra_core.city_ledger import Account, TakeOverItem
from axentra_core.deposits import Deposit, TakeOverDeposit
from axentra_core.folio import Folio, PostOpeningBalance
from axentra_core.groups import OpenGroup
from axentra_core.guests import RegisterGuest
from axentra_core.hotel import verbs
from axentra_core.hotel.accounts import open_account
from axentra_core.hotel.back_office import begin_property
from axentra_core.hotel.bookings import sealed_profile
from axentra_core.hotel.cut_over_checks import faults_of
from axentra_core.hotel.cut_over_file import (
    CutOverFile,
    Entries,
    InHouseEntry,
    StayEntry,
    TrialFigures,
)
from axentra_core.hotel.cut_over_money import AccountEntry, DepositEntry, ItemEntry
from axentra_core.hotel.front_desk import AS_IT_IS
from axentra_core.hotel.property import Property
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.errors import InvalidInput, Reasons
from axentra_core.kernel.money import Money, exact
from axentra_core.kernel.numbers import total
from axentra_core.rooms import Occupancy, OccupyRoom, Room
from axentra_core.stays import (
    AssignRoom,
    Book,
    NightPrice,
    ShareRoom,
    Stay,
    StayStatus,
    TakeOverStay,
    slices,
    takes,
)


def cut_over(unit: Unit, verb: verbs.CutOver) -> None:
    """Begin the property, bring in what the file tells, and count whether all of it is there."""
    own, on, file = verb.property, verb.on, verb.file
    begin_property(unit, own, on, {room.room: room.condition for room in file.rooms})
    if faults := tuple(faults_of(own, on, Entries.of(file))):
        raise InvalidInput(faults)
    insist_on(file.trial, figures_of(file, on))
    # What was sold before is kept, even where there is no room for it.
    unit.has_happened_outside = True
    unit.load(*_records(file))
    for guest in file.guests:
        profile = sealed_profile(unit, guest.guest, guest.name, guest.mail, guest.phone)
        unit.act(RegisterGuest(guest.guest, *profile))
    for group in file.groups:
        unit.act(OpenGroup(group.group, group.name))
        _bring_forward(unit, group.group, group.balance, file.brought_forward)
    for stay in file.stays:
        unit.act(*_begun(unit, stay))
        _bring_forward(unit, stay.stay, stay.balance, file.brought_forward)
    unit.act(*(ShareRoom(stay.stay, stay.shares) for stay in file.stays if stay.shares))
    unit.act(*(_held(own, deposit) for deposit in file.deposits))
    for account in file.accounts:
        _open_account(unit, account)
        unit.act(*(_owed(own, account.account, item) for item in account.items))
    kinds = ("stay", "room", "folio", "deposit", "account")
    records = ([now for _, now in unit.changed(kind)] for kind in kinds)
    insist_on(file.trial, trial_figures(on, *records))


def _records(file: CutOverFile) -> Iterator[tuple[str, str]]:
    yield from (("guest", guest.guest) for guest in file.guests)
    for group in file.groups:
        yield from (("group", group.group), ("folio", group.group))
    for stay in file.stays:
        yield from (("stay", stay.stay), ("folio", stay.stay))
    yield from (("deposit", deposit.deposit) for deposit in file.deposits)
    yield from (("account", account.account) for account in file.accounts)


def _begun(unit: Unit, stay: StayEntry) -> Iterator[object]:
    """Yield what begins a stay and gives it its room."""
    rooms, booking = unit.property.rooms, _booking(unit, stay)
    if isinstance(stay, InHouseEntry):
        room_type = rooms.room(stay.room).type
        yield TakeOverStay(
            stay.stay, booking, stay.room, room_type, stay.checked_in_on, stay.posted_through
        )
        if stay.shares is None:
            yield OccupyRoom(stay.room, stay.stay, AS_IT_IS)
        return
    yield booking
    if stay.assigned_room is not None:
        room_type = rooms.room(stay.assigned_room).type
        # Whoever set a room of another type aside has decided on the upgrade.
        yield AssignRoom(stay.stay, stay.assigned_room, room_type, upgrade=True)


def _booking(unit: Unit, stay: StayEntry) -> Book:
    own = unit.property
    nights = slices(stay.arrival, stay.departure)
    return Book(
        stay.stay,
        stay.confirmation or stay.stay,
        stay.guest,
        stay.room_type,
        stay.arrival,
        stay.departure,
        tuple(
            NightPrice(night, _money(own, price))
            for night, price in zip(nights, stay.prices, strict=True)
        ),
        stay.party,
        stay.source,
        stay.channel,
        stay.reference,
        stay.guarantee,
        None if stay.policy is None else own.stays.policy(stay.policy),
        stay.group,
        settings=unit.settings,
        taken_over=True,
        purpose=stay.purpose,
        rate_plan=stay.rate_plan,
    )


def _money(own: Property, amount: Decimal) -> Money:
    return Money(exact(amount, own.digits, own.currency), own.currency)


def _bring_forward(unit: Unit, folio: str, balance: Decimal, description: str) -> None:
    if balance:
        unit.act(PostOpeningBalance(folio, _money(unit.property, balance), description))


def _held(own: Property, deposit: DepositEntry) -> TakeOverDeposit:
    held = _money(own, deposit.amount)
    return TakeOverDeposit(
        deposit.deposit, deposit.stay, own.currency, own.digits, held, deposit.maturity
    )


def _open_account(unit: Unit, account: AccountEntry) -> None:
    limit = account.credit_limit
    open_account(
        unit,
        verbs.OpenAccount(
            account.name,
            account.address,
            account.mail,
            account.tax_id,
            None if limit is None else _money(unit.property, limit),
            account.terms_days,
            account.statement_mode,
            account.account,
        ),
    )


def _owed(own: Property, account: str, item: ItemEntry) -> TakeOverItem:
    return TakeOverItem(
        account,
        _money(own, item.amount),
        item.source,
        item.description,
        item.transferred_on,
        item.due,
        item.checked_out_on,
        item.invoice,
        item.invoiced_on,
    )


# Trial figures


def insist_on(declared: TrialFigures, counted: TrialFigures) -> None:
    """Insist that what was declared is what was counted, to the last unit.

    Raises:
        HotelRefusal: ``hotel.trial_differs`` with every figure that differs.
    """
    pairs = (
        (name, getattr(declared, name), getattr(counted, name))
        for name in TrialFigures.__annotations__
    )
    differing = [
        HotelRefusal("hotel.figure_differs", figure=name, declared=one, counted=other)
        for name, one, other in pairs
        if one != other
    ]
    if differing:
        raise HotelRefusal("hotel.trial_differs", why=Reasons(differing))


def figures_of(file: CutOverFile, on: date) -> TrialFigures:
    """Return the trial figures as the entries of a file add up to them."""
    having = [stay for stay in file.stays if stay.shares is None]
    return TrialFigures(
        rooms_occupied=len({stay.room for stay in file.in_house}),
        in_house=len(file.in_house),
        bookings=len(file.bookings),
        room_nights=sum(max(0, (stay.departure - max(stay.arrival, on)).days) for stay in having),
        guest_ledger=total(entry.balance for entry in (*file.groups, *file.stays)),
        nights_to_charge=total(price for stay in file.stays for price in _to_charge(stay, on)),
        deposit_ledger=total(deposit.amount for deposit in file.deposits),
        city_ledger=total(item.amount for account in file.accounts for item in account.items),
    )


def _to_charge(stay: StayEntry, on: date) -> Iterator[Decimal]:
    # A day use is charged when its guest comes.
    first = on + ONE_DAY if isinstance(stay, InHouseEntry) and stay.is_day_use else on
    for night, price in zip(slices(stay.arrival, stay.departure), stay.prices, strict=True):
        if night >= first:
            yield price


def trial_figures(  # noqa: PLR0913, PLR0917 - a hotel is made of that much
    on: date,
    stays: Iterable[Stay],
    rooms: Iterable[Room],
    folios: Iterable[Folio],
    deposits: Iterable[Deposit],
    accounts: Iterable[Account],
) -> TrialFigures:
    """Return the trial figures as the records of a hotel add up to them."""
    kept = tuple(stays)
    takings = filter(None, map(takes, kept))
    return TrialFigures(
        rooms_occupied=sum(room.occupancy is Occupancy.OCCUPIED for room in rooms),
        in_house=sum(stay.status is StayStatus.IN_HOUSE for stay in kept),
        bookings=sum(stay.status is StayStatus.BOOKED for stay in kept),
        room_nights=sum(many for taking in takings for night, many in taking if night >= on),
        guest_ledger=total(folio.owed for folio in folios),
        nights_to_charge=total(
            night.price for stay in kept for night in stay.unposted if night.date >= on
        ),
        deposit_ledger=total(deposit.held for deposit in deposits),
        city_ledger=total(account.balance for account in accounts),
    )
