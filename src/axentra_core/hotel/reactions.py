"""What follows from what: the one table in which departments meet.

A refused ``MUST`` refuses the whole verb. A refused ``SHOULD`` changes nothing of its own; the
same commit leaves a follow-up for whom it concerns. What follows for the inventory of rooms is in
`inventory`, for it is the difference of everything that a verb has done.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from axentra_core.channels import (
    AccountChanged,
    DriftChecked,
    FullSyncBegun,
    MappingChanged,
    MappingOpened,
)
from axentra_core.channels.reservations import MessageNoted, StaysLinked
from axentra_core.deposits import (
    ApplicationTakenBack,
    DepositApplied,
    DepositMoved,
    DepositSettled,
)
from axentra_core.folio import (
    ChargePosted,
    CloseFolio,
    Folio,
    FolioClosed,
    FolioKind,
    OpenFolio,
    PostCharge,
    PutOnAccount,
    ReopenFolio,
    ReverseSource,
    TransferredIn,
    TransferredOut,
)
from axentra_core.groups import Block, GroupClosed, GroupOpened, PickUpRoom, PutBackRoom
from axentra_core.hotel.applications import (
    apply_at_check_in,
    end_the_decision,
    hold_again,
    pay_with_the_deposit,
    take_the_payment_off,
    tell_of_the_deposit,
)
from axentra_core.hotel.bill import open_folio
from axentra_core.hotel.card_money import (
    note_in_the_drawer,
    note_what_left_the_drawer,
    put_on_the_bill,
    take_off_the_bill,
    tell_of_the_contradiction,
)
from axentra_core.hotel.channel_updates import tell_anew, tell_what_differs
from axentra_core.hotel.channels import note_the_mapping
from axentra_core.hotel.charges import Sale, charges, fee_source, order_source, package_source
from axentra_core.hotel.metered_money import charge_the_difference, charge_the_use
from axentra_core.hotel.metered_tasks import end_what_was_left, tell_of_a_difference
from axentra_core.hotel.meters import (
    note_on_the_meter,
    read_where_they_live,
    settle_for_the_stay,
)
from axentra_core.hotel.old_reservations import end_the_row
from axentra_core.hotel.planned_money import (
    begin_the_charge,
    end_all_tasks,
    end_the_task,
    expect_the_payments,
    give_up_the_payments,
    leave_it_to_the_cashier,
    let_the_card_go,
    match_at_last,
    plan_anew,
    plan_for_the_card,
    post_the_surcharge,
    tell_the_plan,
    treat_the_no_show,
)
from axentra_core.hotel.reservations_in import carry_out_what_waits
from axentra_core.hotel.routing import route_the_charge, take_it_over
from axentra_core.hotel.sharing import sharers_of
from axentra_core.hotel.taxes import night_source
from axentra_core.hotel.told_by_hand import (
    end_what_waits,
    let_it_wait_no_more,
)
from axentra_core.hotel.undelivered import (
    end_the_cancellation,
    end_the_modification,
    end_what_is_delivered,
)
from axentra_core.hotel.unit import Reaction, Unit
from axentra_core.hotel.upkeep import (
    call_off_the_cleaning,
    clean_after_departure,
    clean_it_all_the_same,
    clean_once_more,
    compare_with_the_report,
    end_the_inspection,
    end_the_tasks_of_the_stay,
    end_the_touch_up,
    give_the_room_back,
    hurry_the_cleaning,
    let_the_held_room_go,
    look_it_over,
    make_ready_again,
    mark_the_room_clean,
    note_the_linen,
    pass_the_room,
    prepare_linen,
)
from axentra_core.hotel.wishes import (
    end_the_turndown,
    end_the_wish,
    go_on_with_the_service,
    leave_the_room_alone,
    require_the_turndown,
    send_somebody_to_make_up,
    turn_down_tonight,
    wait_at_once,
    wait_with_the_service,
)
from axentra_core.house import FollowUpDismissed, LeaveFollowUp
from axentra_core.housekeeping import (
    InspectionFailed,
    TaskCancelled,
    TaskFinished,
    TaskOpened,
    TaskRefused,
    TaskSkipped,
)
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import multiply, subtract
from axentra_core.meters import (
    ConsumptionInvoiced,
    DifferenceRecorded,
    HoursSubmitted,
    ReadingsSubmitted,
    RegistrationArchived,
    RegistrationReviewed,
    SettledByStaff,
    SettledFromReadings,
)
from axentra_core.payment_rules import (
    AttentionNeeded,
    CardFactsChanged,
    ChargeAnswered,
    GuestActionNeeded,
    PaymentBlocked,
    PaymentCancelled,
    PaymentCharged,
    PaymentClaimed,
    PaymentFailed,
    PaymentResumed,
    RemainderDue,
)
from axentra_core.payments import (
    AmountCaptured,
    AmountChargedBack,
    AmountRefunded,
    ChargebackReversed,
    GuestMustAct,
    OperationDeclined,
    OperationNotSent,
    OutcomeContradicted,
    OutcomeLeftUnknown,
    PaymentChargedBack,
    PaymentRefunded,
)
from axentra_core.restaurant import OrderCancelled, OrderPlaced
from axentra_core.rooms import (
    BlockEnded,
    DoNotDisturbSet,
    MakeUpRequested,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkedPickup,
    RequestCleared,
    RoomAged,
    RoomOccupied,
    RoomReleased,
    RoomVacated,
    ServiceDeclined,
    VacateRoom,
)
from axentra_core.stays import (
    CheckInReversed,
    CheckOutReversed,
    DayUsePosted,
    FeeDue,
    NightPosted,
    PartyChanged,
    PostNight,
    PricesChanged,
    RoomAssigned,
    RoomCorrected,
    RoomsCounted,
    ShareRoom,
    Stay,
    StayAmended,
    StayBooked,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayConfirmed,
    StayExtended,
    StayMoved,
    StayNotShown,
    StayReinstated,
    StayShortened,
    included_in,
)

MUST, SHOULD = True, False
FRONT_DESK, HOUSEKEEPING, CASHIER = "front_desk", "housekeeping", "cashier"
RESERVATIONS = "reservations"


def open_the_bill(unit: Unit, event: StayBooked) -> Iterator[OpenFolio]:
    """A stay has its own bill from the moment it is booked, so that deposits have a place."""
    yield open_folio(unit, event.stay, FolioKind.GUEST)


def open_the_master_bill(unit: Unit, event: GroupOpened) -> Iterator[OpenFolio]:
    """What a group pays together goes on a bill of its own."""
    yield open_folio(unit, event.group, FolioKind.GROUP)


def close_the_master_bill(_: Unit, event: GroupClosed) -> Iterator[CloseFolio]:
    """A group ends with nothing owed."""
    yield CloseFolio(event.group)


def tell_who_lacks_a_room(unit: Unit, event: RoomsCounted) -> Iterator[LeaveFollowUp]:
    """What was sold outside beyond what there is, is kept; somebody has to find a room."""
    if event.oversold:
        rooms, inventory = unit.property.rooms, unit.need("inventory", event.inventory)
        limit = rooms.capacity(event.room_type) + rooms.overbooking_of(event.room_type)
        nights = ", ".join(
            change.night.isoformat()
            for change in event.changes
            if inventory.taken_on(change.night) > limit and change.taken > 0
        )
        yield LeaveFollowUp(
            unit.new_id("follow_up"),
            event.inventory,
            "inventory.FindRooms",
            {"room_type": event.room_type, "nights": nights, "rooms": event.oversold},
            "inventory.sold_out",
            f"{event.oversold} {event.room_type} too many are sold on {nights}; "
            "move a booking to another type or house, or free a room",
            RESERVATIONS,
        )


def put_back_into_the_block(
    unit: Unit, event: StayCancelled | StayNotShown
) -> Iterator[PutBackRoom]:
    """A room that a group's guest gives up belongs to the group again while it is held."""
    stay: Stay = unit.need("stay", event.stay)
    if stay.block is not None and unit.need("block", stay.block).taken_by(stay.id) is not None:
        yield PutBackRoom(stay.block, stay.id)


def pick_up_anew(unit: Unit, event: StayAmended) -> Iterator[PutBackRoom | PickUpRoom]:
    """A booking with other dates takes its room from the block for those, where it still can."""
    stay: Stay = unit.need("stay", event.stay)
    if stay.block is None:
        return
    block: Block = unit.need("block", stay.block)
    if block.taken_by(stay.id) is not None:
        yield PutBackRoom(block.id, stay.id)
        if block.room_type == stay.room_type:
            yield PickUpRoom(block.id, stay.id, stay.arrival, stay.departure)


def pass_on_the_room(unit: Unit, event: StayCancelled | StayNotShown) -> Iterator[object]:
    """When the one who would have had the room does not come, the sharer who stays longest gets it.

    Who is there on other nights than that one gets a room of their own.
    """
    sharers = sharers_of(unit, event.stay)
    if not sharers:
        return
    owner = max(sharers, key=lambda sharer: sharer.departure - sharer.arrival)
    yield ShareRoom(owner.id, None)
    for other in sharers:
        if other is not owner:
            fits = owner.arrival <= other.arrival and other.departure <= owner.departure
            yield ShareRoom(other.id, owner.id if fits else None)


def charge_the_day(unit: Unit, event: StayCheckedIn) -> Iterator[PostNight]:
    """A day use is charged at once, for its guest has left before the day is closed."""
    stay: Stay = unit.need("stay", event.stay)
    if stay.is_day_use and stay.unposted:
        yield PostNight(event.stay, stay.arrival)


def charge_the_night(unit: Unit, event: NightPosted) -> Sequence[PostCharge]:
    """A night goes on the bill at the price agreed, each part of a package under its own code."""
    price = subtract(event.price, included_in(event.parts))
    parts = (
        Sale(
            part.code,
            Money(part.amount, event.currency),
            event.night,
            package_source(event.night),
            part.description,
            part.quantity,
        )
        for part in event.parts
    )
    night = _night(unit, event, unit.property.room_charge, price)
    return _that_are_something(charges(unit, event.stay, night, *parts))


def charge_the_day_use(unit: Unit, event: DayUsePosted) -> Sequence[PostCharge]:
    """A day use goes on the bill under its own transaction code, if the property has one."""
    code = unit.property.stays.day_use_code or unit.property.room_charge
    return _that_are_something(charges(unit, event.stay, _night(unit, event, code, event.price)))


def _that_are_something(posted: Sequence[PostCharge]) -> Sequence[PostCharge]:
    """Return charges without the night that is free and has no tax: it leaves no line."""
    return [one for one in posted if one.quote.total or one.quote.components]


def _night(unit: Unit, event: NightPosted | DayUsePosted, code: str, price: Decimal) -> Sale:
    is_night = isinstance(event, NightPosted)
    return Sale(
        code,
        Money(price, event.currency),
        event.night,
        night_source(event.night, day_use=not is_night),
        unit.property.rooms.name_of_type(event.room_type),
        is_night=is_night,
    )


def charge_the_fee(unit: Unit, event: FeeDue) -> Sequence[PostCharge]:
    """What was agreed for cancelling, not coming or leaving early goes on the bill."""
    amount = unit.property.price_rounding.of(event.amount)
    if not amount:
        return ()
    code = unit.property.stays.fee_code(event.kind) or unit.property.room_charge
    description = event.kind.replace("_", " ").capitalize()
    price, day = Money(amount, event.currency), event.business_date
    sale = Sale(code, price, day, fee_source(event.kind), description)
    return charges(unit, event.stay, sale)


def charge_the_order(unit: Unit, event: OrderPlaced) -> Sequence[PostCharge]:
    """Food and drink go on the room's bill when they are ordered (seed: Restoran)."""
    sales = (
        Sale(
            line.transaction_code,
            Money(multiply(line.unit_price, Decimal(line.quantity)), event.currency),
            event.business_date,
            order_source(event.order),
            line.name,
            line.quantity,
            signed=True,
        )
        for line in event.lines
    )
    return charges(unit, event.stay, *sales)


def take_the_charges_back(_: Unit, event: OrderCancelled) -> Iterator[ReverseSource]:
    """A cancelled order leaves nothing on the bill; what was routed has come home before."""
    yield ReverseSource(event.stay, order_source(event.order), event.reason)


def close_the_bill(unit: Unit, event: StayCheckedOut) -> Iterator[CloseFolio | PutOnAccount]:
    """Nobody leaves with something owed but on account; the bill names the amount (seed: Checkout).

    On account the bill stays open as a receivable, unless nothing is owed.
    """
    folio: Folio = unit.need("folio", event.stay)
    if event.reason is not None and not folio.is_even:
        yield PutOnAccount(event.stay, event.due, event.reason)
    else:
        yield CloseFolio(event.stay)


def open_the_bill_again(_: Unit, event: CheckOutReversed) -> Iterator[ReopenFolio]:
    """A guest who is in house again has a bill again."""
    yield ReopenFolio(event.stay, event.reason)


def vacate_the_room(unit: Unit, event: StayCheckedOut) -> Iterator[VacateRoom]:
    """The room becomes what the property's check-out policy says (seed: "Vacant Clean").

    A guest who shares it leaves it to the others.
    """
    if unit.need("stay", event.stay).shares is None:
        yield VacateRoom(event.room, event.stay, unit.property.rooms.checkout_policy, unit.settings)


# fmt: off
REACTIONS: Final = (
    # when this happened    this follows                refused?  who has to act then
    Reaction(StayBooked,       open_the_bill,              MUST,    FRONT_DESK),
    Reaction(GroupOpened,      open_the_master_bill,       MUST,    FRONT_DESK),
    Reaction(GroupClosed,      close_the_master_bill,      MUST,    CASHIER),
    Reaction(RoomsCounted,     tell_who_lacks_a_room,      SHOULD,  RESERVATIONS),
    Reaction(MappingOpened,    note_the_mapping,           MUST,    RESERVATIONS),
    Reaction(MappingChanged,   note_the_mapping,           MUST,    RESERVATIONS),
    Reaction(MappingOpened,    carry_out_what_waits,       SHOULD,  RESERVATIONS),
    Reaction(MappingChanged,   carry_out_what_waits,       SHOULD,  RESERVATIONS),
    Reaction(MessageNoted,     end_what_is_delivered,      SHOULD,  RESERVATIONS),
    Reaction(MessageNoted,     end_the_row,                SHOULD,  RESERVATIONS),
    Reaction(StaysLinked,      end_the_row,                SHOULD,  RESERVATIONS),
    Reaction(StayAmended,      end_the_modification,       SHOULD,  RESERVATIONS),
    Reaction(StayExtended,     end_the_modification,       SHOULD,  RESERVATIONS),
    Reaction(StayShortened,    end_the_modification,       SHOULD,  RESERVATIONS),
    Reaction(PricesChanged,    end_the_modification,       SHOULD,  RESERVATIONS),
    Reaction(PartyChanged,     end_the_modification,       SHOULD,  RESERVATIONS),
    Reaction(StayCancelled,    end_the_cancellation,       SHOULD,  RESERVATIONS),
    Reaction(StayBooked,       end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayAmended,      end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayExtended,     end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayShortened,    end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayMoved,        end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayCancelled,    end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayNotShown,     end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(StayCheckedOut,   end_what_waits,             SHOULD,  RESERVATIONS),
    Reaction(FollowUpDismissed, let_it_wait_no_more,       SHOULD,  RESERVATIONS),
    Reaction(FullSyncBegun,    tell_anew,                  MUST,    RESERVATIONS),
    Reaction(AccountChanged,   tell_anew,                  MUST,    RESERVATIONS),
    Reaction(DriftChecked,     tell_what_differs,          MUST,    RESERVATIONS),

    Reaction(StayAmended,      pick_up_anew,               SHOULD,  RESERVATIONS),
    Reaction(StayCancelled,    put_back_into_the_block,    SHOULD,  RESERVATIONS),
    Reaction(StayCancelled,    pass_on_the_room,           MUST,    FRONT_DESK),
    Reaction(StayCancelled,    let_the_held_room_go,       SHOULD,  FRONT_DESK),
    Reaction(StayCancelled,    tell_of_the_deposit,        SHOULD,  CASHIER),
    Reaction(StayNotShown,     put_back_into_the_block,    SHOULD,  RESERVATIONS),
    Reaction(StayNotShown,     pass_on_the_room,           MUST,    FRONT_DESK),
    Reaction(StayNotShown,     let_the_held_room_go,       SHOULD,  FRONT_DESK),
    Reaction(StayNotShown,     tell_of_the_deposit,        SHOULD,  CASHIER),

    Reaction(StayCheckedIn,    prepare_linen,              SHOULD,  HOUSEKEEPING),
    Reaction(StayMoved,        prepare_linen,              SHOULD,  HOUSEKEEPING),
    Reaction(RoomCorrected,    prepare_linen,              SHOULD,  HOUSEKEEPING),
    Reaction(RoomOccupied,     turn_down_tonight,          SHOULD,  HOUSEKEEPING),
    Reaction(RoomOccupied,     let_the_held_room_go,       SHOULD,  FRONT_DESK),
    Reaction(RoomAssigned,     hurry_the_cleaning,         SHOULD,  HOUSEKEEPING),
    Reaction(PartyChanged,     compare_with_the_report,    SHOULD,  FRONT_DESK),
    Reaction(StayCheckedIn,    charge_the_day,             MUST,    CASHIER),
    Reaction(StayCheckedIn,    apply_at_check_in,          MUST,    CASHIER),
    Reaction(CheckInReversed,  hold_again,                 MUST,    CASHIER),
    Reaction(DepositApplied,   pay_with_the_deposit,       MUST,    CASHIER),
    Reaction(ApplicationTakenBack, take_the_payment_off,   MUST,    CASHIER),
    Reaction(DepositSettled,   end_the_decision,           SHOULD,  CASHIER),
    Reaction(DepositMoved,     end_the_decision,           SHOULD,  CASHIER),
    Reaction(AmountCaptured,   put_on_the_bill,            SHOULD,  CASHIER),
    Reaction(AmountCaptured,   note_in_the_drawer,         SHOULD,  CASHIER),
    Reaction(AmountRefunded,   take_off_the_bill,          SHOULD,  CASHIER),
    Reaction(AmountRefunded,   note_what_left_the_drawer,  SHOULD,  CASHIER),
    Reaction(PaymentRefunded,  take_off_the_bill,          SHOULD,  CASHIER),
    Reaction(PaymentRefunded,  note_what_left_the_drawer,  SHOULD,  CASHIER),
    Reaction(AmountChargedBack, take_off_the_bill,         SHOULD,  CASHIER),
    Reaction(PaymentChargedBack, take_off_the_bill,        SHOULD,  CASHIER),
    Reaction(ChargebackReversed, put_on_the_bill,          SHOULD,  CASHIER),
    Reaction(OutcomeContradicted, tell_of_the_contradiction, SHOULD, CASHIER),

    Reaction(StayAmended,      plan_anew,                  SHOULD,  CASHIER),
    Reaction(StayExtended,     plan_anew,                  SHOULD,  CASHIER),
    Reaction(StayShortened,    plan_anew,                  SHOULD,  CASHIER),
    Reaction(StayConfirmed,    match_at_last,              SHOULD,  CASHIER),
    Reaction(StayCancelled,    give_up_the_payments,       MUST,    CASHIER),
    Reaction(StayNotShown,     treat_the_no_show,          MUST,    CASHIER),
    Reaction(StayReinstated,   expect_the_payments,        SHOULD,  CASHIER),
    Reaction(CardFactsChanged, plan_for_the_card,          MUST,    CASHIER),
    Reaction(PaymentClaimed,   begin_the_charge,           MUST,    CASHIER),
    Reaction(AmountCaptured,   tell_the_plan,              SHOULD,  CASHIER),
    Reaction(OperationDeclined, tell_the_plan,             SHOULD,  CASHIER),
    Reaction(OperationNotSent, tell_the_plan,              SHOULD,  CASHIER),
    Reaction(OutcomeLeftUnknown, tell_the_plan,            SHOULD,  CASHIER),
    Reaction(GuestMustAct,     tell_the_plan,              SHOULD,  CASHIER),
    Reaction(ChargeAnswered,   let_the_card_go,            SHOULD,  CASHIER),
    Reaction(ChargeAnswered,   end_the_task,               SHOULD,  CASHIER),
    Reaction(PaymentCharged,   post_the_surcharge,         SHOULD,  CASHIER),
    Reaction(RemainderDue,     leave_it_to_the_cashier,    SHOULD,  CASHIER),
    Reaction(PaymentBlocked,   leave_it_to_the_cashier,    SHOULD,  CASHIER),
    Reaction(PaymentFailed,    leave_it_to_the_cashier,    SHOULD,  CASHIER),
    Reaction(AttentionNeeded,  leave_it_to_the_cashier,    SHOULD,  CASHIER),
    Reaction(GuestActionNeeded, leave_it_to_the_cashier,   SHOULD,  CASHIER),
    Reaction(PaymentResumed,   end_the_task,               SHOULD,  CASHIER),
    Reaction(PaymentCancelled, end_the_task,               SHOULD,  CASHIER),
    Reaction(FolioClosed,      end_all_tasks,              SHOULD,  CASHIER),

    Reaction(ReadingsSubmitted, note_on_the_meter,         SHOULD,  FRONT_DESK),
    Reaction(ReadingsSubmitted, tell_of_a_difference,      SHOULD,  FRONT_DESK),
    Reaction(HoursSubmitted,   tell_of_a_difference,       SHOULD,  FRONT_DESK),
    Reaction(StayAmended,      settle_for_the_stay,        SHOULD,  FRONT_DESK),
    Reaction(StayExtended,     settle_for_the_stay,        SHOULD,  FRONT_DESK),
    Reaction(StayShortened,    settle_for_the_stay,        SHOULD,  FRONT_DESK),
    Reaction(PartyChanged,     settle_for_the_stay,        SHOULD,  FRONT_DESK),
    Reaction(RoomAssigned,     read_where_they_live,       SHOULD,  FRONT_DESK),
    Reaction(StayCheckedIn,    read_where_they_live,       SHOULD,  FRONT_DESK),
    Reaction(StayMoved,        read_where_they_live,       SHOULD,  FRONT_DESK),
    Reaction(RoomCorrected,    read_where_they_live,       SHOULD,  FRONT_DESK),
    Reaction(ConsumptionInvoiced, charge_the_use,          MUST,    CASHIER),
    Reaction(SettledFromReadings, charge_the_use,          MUST,    CASHIER),
    Reaction(SettledByStaff,   charge_the_use,             MUST,    CASHIER),
    Reaction(DifferenceRecorded, charge_the_difference,    MUST,    CASHIER),
    Reaction(StayCheckedIn,    end_what_was_left,          SHOULD,  FRONT_DESK),
    Reaction(StayCheckedOut,   end_what_was_left,          SHOULD,  FRONT_DESK),
    Reaction(StayCancelled,    end_what_was_left,          SHOULD,  FRONT_DESK),
    Reaction(StayNotShown,     end_what_was_left,          SHOULD,  FRONT_DESK),
    Reaction(RegistrationReviewed, end_what_was_left,      SHOULD,  FRONT_DESK),
    Reaction(RegistrationArchived, end_what_was_left,      SHOULD,  FRONT_DESK),
    Reaction(ConsumptionInvoiced, end_what_was_left,       SHOULD,  FRONT_DESK),
    Reaction(SettledFromReadings, end_what_was_left,       SHOULD,  FRONT_DESK),
    Reaction(SettledByStaff,   end_what_was_left,          SHOULD,  FRONT_DESK),
    Reaction(DifferenceRecorded, end_what_was_left,        SHOULD,  FRONT_DESK),

    Reaction(NightPosted,      charge_the_night,           MUST,    CASHIER),
    Reaction(DayUsePosted,     charge_the_day_use,         MUST,    CASHIER),
    Reaction(FeeDue,           charge_the_fee,             MUST,    CASHIER),
    Reaction(OrderPlaced,      charge_the_order,           MUST,    CASHIER),
    Reaction(OrderCancelled,   take_the_charges_back,      MUST,    CASHIER),
    Reaction(ChargePosted,     route_the_charge,           SHOULD,  CASHIER),
    Reaction(TransferredIn,    route_the_charge,           SHOULD,  CASHIER),
    Reaction(TransferredOut,   take_it_over,               MUST,    CASHIER),

    Reaction(DoNotDisturbSet,  wait_with_the_service,      SHOULD,  HOUSEKEEPING),
    Reaction(MakeUpRequested,  go_on_with_the_service,     SHOULD,  HOUSEKEEPING),
    Reaction(MakeUpRequested,  send_somebody_to_make_up,   SHOULD,  HOUSEKEEPING),
    Reaction(ServiceDeclined,  leave_the_room_alone,       SHOULD,  HOUSEKEEPING),
    Reaction(RequestCleared,   go_on_with_the_service,     SHOULD,  HOUSEKEEPING),

    Reaction(StayCheckedOut,   close_the_bill,             MUST,    CASHIER),
    Reaction(StayCheckedOut,   vacate_the_room,            MUST,    FRONT_DESK),
    Reaction(StayCheckedOut,   tell_of_the_deposit,        SHOULD,  CASHIER),
    Reaction(CheckOutReversed, open_the_bill_again,        MUST,    CASHIER),
    Reaction(CheckOutReversed, call_off_the_cleaning,      SHOULD,  HOUSEKEEPING),
    Reaction(RoomVacated,      clean_after_departure,      MUST,    HOUSEKEEPING),
    Reaction(RoomVacated,      end_the_tasks_of_the_stay,  SHOULD,  HOUSEKEEPING),
    Reaction(RoomReleased,     end_the_tasks_of_the_stay,  SHOULD,  HOUSEKEEPING),
    Reaction(RoomReleased,     make_ready_again,           SHOULD,  HOUSEKEEPING),

    Reaction(TaskOpened,       wait_at_once,               SHOULD,  HOUSEKEEPING),
    Reaction(TaskOpened,       require_the_turndown,       SHOULD,  HOUSEKEEPING),
    Reaction(TaskFinished,     mark_the_room_clean,        MUST,    HOUSEKEEPING),
    Reaction(TaskFinished,     note_the_linen,             SHOULD,  HOUSEKEEPING),
    Reaction(TaskFinished,     end_the_wish,               SHOULD,  HOUSEKEEPING),
    Reaction(TaskFinished,     look_it_over,               SHOULD,  HOUSEKEEPING),
    Reaction(TaskFinished,     pass_the_room,              MUST,    HOUSEKEEPING),
    Reaction(TaskFinished,     give_the_room_back,         MUST,    HOUSEKEEPING),
    Reaction(TaskFinished,     end_the_turndown,           SHOULD,  HOUSEKEEPING),
    Reaction(TaskRefused,      end_the_turndown,           SHOULD,  HOUSEKEEPING),
    Reaction(TaskSkipped,      end_the_turndown,           SHOULD,  HOUSEKEEPING),
    Reaction(TaskCancelled,    end_the_turndown,           SHOULD,  HOUSEKEEPING),
    Reaction(TaskRefused,      end_the_wish,               SHOULD,  HOUSEKEEPING),
    Reaction(TaskSkipped,      end_the_wish,               SHOULD,  HOUSEKEEPING),
    Reaction(TaskCancelled,    end_the_wish,               SHOULD,  HOUSEKEEPING),
    Reaction(TaskCancelled,    clean_it_all_the_same,      SHOULD,  HOUSEKEEPING),
    Reaction(InspectionFailed, clean_once_more,            MUST,    HOUSEKEEPING),
    Reaction(MarkedDirty,      make_ready_again,           SHOULD,  HOUSEKEEPING),
    Reaction(MarkedPickup,     make_ready_again,           SHOULD,  HOUSEKEEPING),
    Reaction(RoomAged,         make_ready_again,           SHOULD,  HOUSEKEEPING),
    Reaction(BlockEnded,       make_ready_again,           SHOULD,  HOUSEKEEPING),
    Reaction(MarkedClean,      end_the_touch_up,           SHOULD,  HOUSEKEEPING),
    Reaction(MarkedInspected,  end_the_inspection,         SHOULD,  HOUSEKEEPING),
)
# fmt: on


def by_event(reactions: Sequence[Reaction]) -> Mapping[type, Sequence[Reaction]]:
    """Return the rows of a table by what happened, in the table's order."""
    rows: dict[type, list[Reaction]] = {}
    for reaction in reactions:
        rows.setdefault(reaction.event, []).append(reaction)
    return rows
