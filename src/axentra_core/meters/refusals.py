"""What meters refuse, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class MetersRefusal(RuleViolation):
    """A rule of meters says no."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "meters.exceeds_register": (
            "register {register} shows {digits} digits before the decimals, so it cannot show "
            "{got}; read it again"
        ),
        "meters.too_many_decimals": (
            "register {register} shows {decimals} decimals, so it cannot show {got}; read it again"
        ),
        "meters.unit_mismatch": (
            "{register} counts {expected}, not {got}; give the reading as the device shows it"
        ),
        "meters.register_unknown": (
            "device {device} has no register {register}; its registers are {known}"
        ),
        "meters.in_future": (
            "a reading at {at} has not been taken yet, as it is {now}; check the clock and the zone"
        ),
        "meters.not_convertible": (
            "{got} cannot be turned into {wanted} by itself; "
            "give the register a conversion, or the tariff the measure that is counted"
        ),
        "meters.tariff_missing": (
            "tariff {tariff} holds no price on {day}; add a version for that day"
        ),
        "meters.register_unpriced": (
            "tariff {tariff} has no price for register {register}; add one for it"
        ),
        "meters.use_unknown": (
            "nobody knows what register {register} has counted; "
            "look at its readings before it is billed"
        ),
        "meters.hours_missing": (
            "register {register} is priced by the hour, and its use by the hour was not given; "
            "give the series, or price the register by its readings"
        ),
        "meters.hours_differ": (
            "the hours of register {register} add up to {hours}, its readings to {quantity}; "
            "find what is missing before it is billed"
        ),
        "meters.hours_incomplete": (
            "register {register} has {hours} hours between its readings, and of {missing} nothing "
            "is known, the first at {at}; send what is missing, or price it by its readings"
        ),
        "meters.hours_measure": (
            "the hours of register {register} are billed in {expected}, not {got}; "
            "send them in {expected}"
        ),
        "meters.hours_not_full": (
            "the hours of register {register} begin at {at}, which is no full hour in {zone}; "
            "send them from a full hour on"
        ),
        "meters.too_many_series": (
            "registration {registration} holds at most {most} series of hours, and {got} more "
            "would be too many; send longer ones"
        ),
        "meters.price_change_unread": (
            "the price of register {register} changes on {day}, inside its readings from {since} "
            "to {until}; take a reading at the change, or price by the day of arrival or by night"
        ),
        "meters.not_the_same_currency": (
            "{got} and {expected} do not mix; compare bills of one currency"
        ),
        "meters.no_device": (
            "no device is in place at meter {meter} then; register the one that was read first"
        ),
        "meters.before_installation": (
            "device {device} came or went at {since}, so none can come or go at {at}; "
            "check the instant"
        ),
        "meters.too_many_devices": (
            "meter {meter} has had {most} devices; begin a new meter for the next one"
        ),
        "meters.reading_unknown": (
            "there is no reading {number} that can be corrected so; check which one is meant"
        ),
        "meters.reading_superseded": (
            "reading {number} was corrected by {later} already; correct that one"
        ),
        "meters.meter_not_in_unit": ("{unit} has no meter {meter}; its meters are {known}"),
        "meters.too_many_readings": (
            "a registration keeps {most} readings, and {got} more do not fit; "
            "correct those that are there"
        ),
        "meters.too_many_meters": (
            "a registration knows {most} meters, and registration {registration} would have {got}; "
            "send those of the unit only"
        ),
        "meters.registration_closed": ("registration {registration} is archived; restore it first"),
        "meters.not_archived": (
            "registration {registration} is not archived, so there is nothing to restore"
        ),
        "meters.not_finalised": (
            "the readings of registration {registration} are not complete; finalise it first"
        ),
        "meters.not_invoiced": (
            "registration {registration} is not invoiced; "
            "invoice it, or handle it in Front Desk first"
        ),
        "meters.in_front_desk": (
            "registration {registration} is handled in Front Desk; "
            "settle it there, or give it up first"
        ),
        "meters.already_invoiced": (
            "registration {registration} is invoiced already; "
            "charge or credit the difference, or issue a credit note"
        ),
        "meters.front_desk_only": (
            "this house settles registrations in Front Desk only; "
            "handle {registration} there, or change the settings"
        ),
        "meters.needs_review": (
            "somebody has to look at registration {registration} before it is billed: {reasons}; "
            "review it, or handle it in Front Desk"
        ),
        "meters.use_missing": (
            "what is to be billed for {meters} of registration {registration} cannot be told; send "
            "the reading or the price that is missing, estimate it, or settle without it by name"
        ),
        "meters.use_told": (
            "{meters} of registration {registration} is billed, or is no meter of it; settle "
            "without those only of which nobody can tell what they have counted"
        ),
        "meters.document_known": (
            "registration {registration} stands on document {document} already; "
            "correct it by a credit note"
        ),
    }
