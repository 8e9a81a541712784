"""What the hotel as a whole refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class HotelRefusal(RuleViolation):
    """A rule between the departments says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "hotel.not_open": (
            "property {property} has not been opened in this store; "
            "call open(on=...) with its first business date"
        ),
        "hotel.property_differs": (
            "the store holds version {version} of property {property}, which differs from the one "
            "given; pass its id to use what is stored, or change it with change_property"
        ),
        "hotel.fixed_for_life": (
            "{field} of a property cannot change from {old} to {new}: bills stand on it; "
            "open another property"
        ),
        "hotel.room_in_use": "room {room} is occupied; check the guest out or move them first",
        "hotel.room_blocked": "room {room} is blocked; end its blocks first",
        "hotel.room_assigned": (
            "room {room} is set aside for {stays}; give those stays another room first"
        ),
        "hotel.room_type_fixed": (
            "room {room} is a {old} and cannot become a {new}; give the new room its own number"
        ),
        "hotel.key_required": (
            "{verb} needs an idempotency key: money moves or the caller is outside the hotel; "
            "send the same key again when the same request is repeated"
        ),
        "hotel.not_for_outsiders": "{verb} is not for {actor}; ask the front desk",
        "hotel.not_in_house": "stay {stay} has no room now; check the guest in first",
        "hotel.keys_missing": "guest links need secrets; give Hotel(..., keys=Keys(...))",
        "hotel.link_refused": "this link or code is not valid; ask the front desk",
        "hotel.no_room_ready": "no {type} is ready: {why}",
        "hotel.day_not_ready": "{date} cannot be closed: {why}",
        "hotel.should_have_left": (
            "stay {stay} in room {room} was due out on {departure}; check it out or extend it"
        ),
        "hotel.not_closed": (
            "{date} is not closed, and the business date is {business_date}; close the day first"
        ),
        "hotel.certificate_differs": (
            "the log does not give the certificate of {date} any more; "
            "compare the store with a backup"
        ),
        "hotel.date_still_to_come": (
            "nothing is posted on {date}: the business date is {business_date}; "
            "post it on that date or leave the date out"
        ),
        "hotel.too_late_to_post": (
            "{date} is closed for good: nothing is posted before {earliest} any more; "
            "post it on the open date"
        ),
        "hotel.folio_not_empty": (
            "the bill of stay {stay} has charges of {charged:,}; "
            "take them back first, or let the guest depart early"
        ),
        "hotel.room_still_shared": (
            "the room of stay {stay} is shared by {sharers}; reverse their check-in first"
        ),
        "hotel.owner_not_in_house": (
            "stay {stay} shares the room of stay {owner}, which does not have it now; "
            "check that one in first, or give the guest a room of their own"
        ),
        "hotel.share_before_check_in": (
            "stay {stay} is in house already; rooms are shared from before the check-in on"
        ),
        "hotel.share_in_a_chain": (
            "stay {stay} cannot share with stay {owner}: one of them shares already; "
            "share with the one who has the room"
        ),
        "hotel.share_outside": (
            "stay {stay} shares the room of stay {owner}, which has it from {arrival} "
            "to {departure} only; change the dates of one of them first"
        ),
        "hotel.not_sharing": (
            "stay {to} does not live in the room of stay {stay}; name one who does"
        ),
        "hotel.group_closed": "group {group} is closed; open another group",
        "hotel.group_in_use": (
            "group {group} still has {stays}; check them out, cancel them or take them out of it"
        ),
        "hotel.group_nobody_due": (
            "nobody of group {group} is due today; check the group and the date"
        ),
        "hotel.group_refused": "group {group} stays as it was: {why}",
        "hotel.trial_differs": (
            "the hotel is not taken over: {why}; correct the file or its trial figures"
        ),
        "hotel.figure_differs": (
            "{figure} is {declared:,} in the trial figures and {counted:,} when counted"
        ),
        "hotel.other_date": (
            "{date} is not the business date, which is {business_date}; "
            "plan the work of the open day"
        ),
        "hotel.nobody_to_serve": (
            "nobody lives in room {room} for whom {kind} could be done; check the room number"
        ),
        "hotel.task_open": ("{kind} is to be done in room {room} already; see task {task}"),
        "hotel.shift_in_the_past": (
            "nobody works on {date} any more: the business date is {business_date}; "
            "choose that date or a later one"
        ),
        "hotel.shift_overlaps": (
            "{attendant} works on {date} already; cancel shift {shift} or plan another time"
        ),
        "hotel.no_tax_rules": (
            "property {property} has no tax rules; its prices have the components of their "
            "transaction codes, which stand on the bill"
        ),
        "hotel.no_commission_code": (
            "property {property} has no transaction code for commission; "
            "name one in folio.commission_code"
        ),
        "hotel.shift_open_already": (
            "{cashier} has cashier shift {cashier_shift} open already; "
            "go on with it, or close it first"
        ),
        "hotel.no_open_shift": (
            "{actor} has no open cashier shift, and cash goes into one at this property; "
            "open a shift first, or take the payment another way"
        ),
        "hotel.entry_of_payment": (
            "entry {entry} of cashier shift {cashier_shift} notes a payment of {source}; "
            "take the payment back there, and the drawer follows"
        ),
        "hotel.bill_still_open": (
            "folio {folio} is open; post to it, a late charge follows a closed bill"
        ),
        "hotel.bill_of_a_stay": (
            "folio {folio} ends with its stay or group; check the guest out or close the group"
        ),
        "hotel.tendered_too_little": (
            "what was handed over is worth {worth:,} {currency}, less than {amount:,}; "
            "take that much, or check the rate"
        ),
        "hotel.deposit_applied": (
            "folio {folio} was settled with deposit {deposit}; take its application back instead"
        ),
        "hotel.deposit_for_nobody": (
            "stay {stay} is {status}, so nobody pays a deposit for it; "
            "name a stay that goes on or is still to come"
        ),
        "hotel.deposit_undecided": (
            "deposit {deposit} still holds {held:,} {currency} for stay {stay}, which is over; "
            "return it, keep it, apply it to what the stay owes, or move it to another stay"
        ),
        "hotel.taxes_on_top": (
            "{amount:,} {currency} under {code} come to {owed:,} with the taxes on top; "
            "keep it under a code without those, or charge the fee and apply the deposit to it"
        ),
        "hotel.paid_through_gateway": (
            "payment {payment} came through the gateway; refund it there, and the bill follows"
        ),
        "hotel.bill_settled": (
            "what {source} was billed for is not open on account {account} any more; "
            "reverse the company's payment, or give a credit there"
        ),
        "hotel.window_owes_nothing": (
            "window {window} of folio {folio} owes nothing; check which one is meant"
        ),
        "hotel.no_account_pays": (
            "no company pays window {window} of folio {folio}; name the account"
        ),
        "hotel.not_an_invoice": (
            "document {document} is of kind {kind}; only the invoice of a bill is corrected"
        ),
        "hotel.not_on_invoice": (
            "lines {lines} do not stand on invoice {document}, or were taken back; "
            "check the invoice"
        ),
        "hotel.nothing_to_credit": (
            "nothing is left of invoice {document} to take back; see the credit notes it has"
        ),
        "hotel.payment_under_way": (
            "{owed:,} {currency} are owed on folio {folio}, of which payments {payments} are "
            "bringing {under_way:,}, so {got:,} would be too much; wait for their outcome, take "
            "the rest, or take it in advance"
        ),
        "hotel.capture_not_on_bill": (
            "{on_bill:,} {currency} of payment {payment} stand on folio {folio}, less than "
            "{amount:,}; put on the bill what has come, or settle it by hand"
        ),
        "hotel.outcome_to_find": (
            "what became of operation {number} of payment {payment} over {amount:,} {currency} is "
            "not known; find it at the gateway under {key}, and settle it by hand"
        ),
        "hotel.gateway_contradicts": (
            "operation {number} of payment {payment} has moved {recorded:,} {currency} by the "
            "books, and {moved:,} by the gateway; compare them, and put the bill right"
        ),
        "hotel.nobody_to_read_for": (
            "stay {stay} is {status}, so no readings are kept for it; check which stay is meant"
        ),
        "hotel.read_though_away": (
            "stay {stay} is {status}, and readings were sent for it; see who was there before it "
            "is billed"
        ),
        "hotel.readings_to_look_at": (
            "the readings of stay {stay} are doubtful; reasons: {reasons}, the first of them: "
            "{first}; look at them, then review and invoice them, or settle them in Front Desk"
        ),
        "hotel.difference_to_settle": (
            "readings of stay {stay} have come after they were billed; look at them, and settle "
            "the difference"
        ),
        "hotel.invoice_contradicted": (
            "the readings of stay {stay} are billed, and what has come since makes them doubtful: "
            "{first}; look at them, and put right what is wrong, which makes a difference"
        ),
        "hotel.nothing_documented": (
            "nothing is paid and no document is issued for the readings of stay {stay}; invoice "
            "them with a seller in the settings of the documents, or settle them in Front Desk"
        ),
        "hotel.settled_from_own": (
            "staff have settled stay {stay} from their own readings, not from those that were "
            "sent; give all of their own again, put right"
        ),
        "hotel.settled_from_sent": (
            "stay {stay} was settled from the readings that were sent; submit what is new, then "
            "settle the difference without readings of your own"
        ),
        "hotel.credited_already": (
            "{amount:,} {currency} that stay {stay} was charged too much stand on no line any "
            "more, for they were taken back before; compare its bills with the readings, and put "
            "right by hand what is left"
        ),
        "hotel.card_unknown": (
            "no card of stay {stay} is known here, so no payment rule is matched with it; "
            "attach one first"
        ),
        "hotel.payment_blocked": (
            "payment {number} planned for stay {stay} is not charged ({reason}); ask the guest for "
            "a card that can be, or take the payment by hand"
        ),
        "hotel.payment_failed": (
            "payment {number} planned for stay {stay} has failed ({reason}); ask the guest for "
            "another way to pay"
        ),
        "hotel.guest_must_confirm": (
            "the guest has to confirm payment {number} planned for stay {stay}; send them the "
            "link, or charge another card"
        ),
        "hotel.payment_needs_attention": (
            "payment {number} planned for stay {stay} waits for somebody to look ({reason}); "
            "put that right and resume it, or cancel it"
        ),
        "hotel.remainder_due": (
            "payment {number} planned for stay {stay} has left {amount:,} {currency}; take that "
            "from the guest by hand, another way than with the card"
        ),
        "hotel.message_in_flight": (
            "message {message} to the platform of connection {connection} is not answered; "
            "wait for the answer, or give the message up"
        ),
        "hotel.told_of_nobody": (
            "reservation {reservation} is not known here, and its channel tells of a change; "
            "say which stays it is, or wait for its booking"
        ),
        "hotel.told_room_unmapped": (
            "room {number} of reservation {reservation} is not booked as it was told: {why}"
        ),
        "hotel.told_parked": (
            "room {number} of reservation {reservation} waits until all its rooms lead to an "
            "offer; map them, or choose their offers by hand"
        ),
        "hotel.told_dates_wrong": (
            "room {number} of reservation {reservation} has no dates that can be booked; "
            "ask the channel, and book it by hand under its channel and number"
        ),
        "hotel.told_no_room": (
            "reservation {reservation} was told without any room; ask the channel what was sold, "
            "and book it by hand under its channel and number"
        ),
        "hotel.told_too_late": (
            "reservation {reservation} was told too late: it leaves on {departure}, and the "
            "business date is {business_date}; ask whether the guest was here, and bill it by hand"
        ),
        "hotel.told_to_cancel": (
            "the channel has cancelled reservation {reservation}, and stay {stay} is {status}; "
            "speak to the guest and the channel, and change the stay by hand"
        ),
        "hotel.told_in_house": (
            "the channel tells other dates or another room type for reservation {reservation}, "
            "and stay {stay} is in house in room {room}; move or change it by hand"
        ),
        "hotel.told_after_charge": (
            "the channel tells another price of {nights} for reservation {reservation}, and stay "
            "{stay} was charged for them already; adjust the charges on its bill by hand"
        ),
        "hotel.told_doubtful": "look at reservation {reservation}: {what}",
        "hotel.message_not_taken": (
            "a message of connection {connection} about reservation {about} was not taken "
            "({code}: {why}); look at the platform, and enter by hand what it tells"
        ),
        "hotel.row_not_taken": (
            "row {row} of a file of old reservations, reservation {reference}, was not taken "
            "({reason}: {told}); link its stay, put that right and import the file again, or enter "
            "it by hand"
        ),
        "hotel.not_delivered": (
            "the platform could not deliver what has become of reservation {reservation} "
            "({happening}: {note}); do it by hand, on stay {stays}"
        ),
        "hotel.stay_linked": (
            "stay {stay} is one of reservation {reservation} already; name another stay"
        ),
        "hotel.values_refused": (
            "the platform of connection {connection} refuses what it is told of {targets} "
            "({code}); put the mapping right, or ask the platform, and it is told again by itself"
        ),
        "hotel.platform_not_reached": (
            "nothing reaches the platform of connection {connection}: {reason}; see to it that it "
            "is reached, and all that waits is told by itself"
        ),
        "hotel.measures_not_told": (
            "nothing can tell {provider} the {measures} of connection {connection}; say who "
            "manages them at the platform, or give a dialect that tells them"
        ),
        "hotel.not_repeatable": (
            "{act} of follow-up {follow_up} cannot be repeated; do it by hand, then dismiss it"
        ),
        "hotel.reactions_too_deep": (
            "{event} sets off more than {limit} consequences in a row; the reactions form a circle"
        ),
    }
