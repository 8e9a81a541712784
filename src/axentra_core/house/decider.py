"""The rules of the house and of its settings, and every kind of record it keeps."""

import json

import attrs

from axentra_core.house.certificate import certified
from axentra_core.house.follow_ups import (
    FOLLOW_UP_DECIDE,
    FOLLOW_UP_EVOLVE,
    follow_up_index,
)
from axentra_core.house.messages import (
    AdoptSettings,
    BeginSettings,
    CertifyDate,
    ChangeSettings,
    CloseDate,
    DateCertified,
    DateClosed,
    HouseOpened,
    OpenHouse,
    SettingsAdopted,
    SettingsBegun,
    SettingsChanged,
)
from axentra_core.house.model import FollowUp, House, Plain, Series, Settings
from axentra_core.house.refusals import HouseRefusal
from axentra_core.house.series import SERIES_DECIDE, SERIES_EVOLVE
from axentra_core.kernel.actor import Context
from axentra_core.kernel.calendar import ONE_DAY
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)
from axentra_core.kernel.numbers import ZERO

# The house


def next_version(house: House, command: AdoptSettings, _: Context) -> HouseRefusal | None:
    """Versions of the settings come into force one after the other, none skipped or repeated."""
    if command.settings != house.settings + 1:
        return HouseRefusal(
            "house.settings_out_of_order",
            house=house.id,
            current=house.settings,
            next=house.settings + 1,
            got=command.settings,
        )
    return None


def the_open_date(house: House, command: CloseDate, _: Context) -> HouseRefusal | None:
    """Only the business date itself is closed, neither one that is over nor one still to come."""
    if command.date == house.business_date:
        return None
    over = command.date < house.business_date
    return HouseRefusal(
        "house.date_already_closed" if over else "house.date_not_reached",
        house=house.id,
        date=command.date,
        business_date=house.business_date,
    )


def a_closed_date(house: House, command: CertifyDate, _: Context) -> HouseRefusal | None:
    """What is still open can change, so it is not certified."""
    date = command.certificate.date
    if date < house.business_date:
        return None
    return HouseRefusal(
        "house.date_not_closed", house=house.id, date=date, business_date=house.business_date
    )


def the_next_date(house: House, command: CertifyDate, _: Context) -> HouseRefusal | None:
    """Dates are certified one after the other from the first on, none skipped or repeated."""
    date, last = command.certificate.date, house.certificate
    due = last.date + ONE_DAY if last else house.opened_on
    if date == due:
        return None
    return HouseRefusal("house.certificate_out_of_order", house=house.id, date=date, next=due)


def follows_the_last(house: House, command: CertifyDate, _: Context) -> HouseRefusal | None:
    """A certificate names the hash of the one before and begins with what that one ended with."""
    ours, last = command.certificate, house.certificate
    expected = (last.hash, last.closing) if last else ("", ZERO)
    if (
        ours.property == house.id
        and (ours.previous, ours.opening) == expected
        and ours == certified(ours)
    ):
        return None
    return HouseRefusal("house.certificate_unrelated", house=house.id, date=ours.date)


def open_house(command: OpenHouse, _: Context) -> list[HouseOpened]:
    """Begin to work on a date."""
    return [HouseOpened(command.house, command.business_date)]


def adopt_settings(house: House, command: AdoptSettings, _: Context) -> list[SettingsAdopted]:
    """Put a version in force."""
    return [SettingsAdopted(house.id, command.settings)]


def close_date(house: House, command: CloseDate, _: Context) -> list[DateClosed]:
    """End the business date and open the next."""
    return [DateClosed(house.id, command.date, command.date + ONE_DAY)]


def certify_date(house: House, command: CertifyDate, _: Context) -> list[DateCertified]:
    """Write the certificate down."""
    return [DateCertified(house.id, command.certificate)]


def house_opened(event: HouseOpened) -> House:
    """Return a property without settings that has closed no date."""
    return House(
        id=event.house,
        business_date=event.business_date,
        settings=0,
        closed_through=None,
        opened_on=event.business_date,
    )


def settings_adopted(house: House, event: SettingsAdopted) -> House:
    """Return the property under the adopted version."""
    return attrs.evolve(house, settings=event.settings)


def date_closed(house: House, event: DateClosed) -> House:
    """Return the property on its next business date."""
    return attrs.evolve(house, business_date=event.opens, closed_through=event.date)


def date_certified(house: House, event: DateCertified) -> House:
    """Return the property with its last certificate."""
    return attrs.evolve(house, certificate=event.certificate)


# fmt: off
HOUSE_DECIDE = decisions(
    opens(OpenHouse,        open_house),
    case(AdoptSettings,     adopt_settings,     asks("settings", next_version)),
    case(CloseDate,         close_date,         asks("date", the_open_date)),
    case(CertifyDate,       certify_date,       asks("certificate", a_closed_date),
                                                asks("certificate", the_next_date),
                                                asks("certificate", follows_the_last)),
)

HOUSE_EVOLVE = evolutions(
    begins(HouseOpened,     house_opened),
    on(SettingsAdopted,     settings_adopted),
    on(DateClosed,          date_closed),
    on(DateCertified,       date_certified),
)
# fmt: on


# Its settings


def begin_settings(command: BeginSettings, _: Context) -> list[SettingsBegun]:
    """Record the first version."""
    return [SettingsBegun(command.settings, 1, command.data)]


def change_settings(
    settings: Settings, command: ChangeSettings, _: Context
) -> list[SettingsChanged]:
    """Record the next version; nothing happens when the data is the same."""
    if _canonical(command.data) == _canonical(settings.data):
        return []
    return [SettingsChanged(settings.id, settings.version + 1, command.data)]


def _canonical(data: Plain) -> str:
    # As text, because in Python ``True`` equals ``1``: two different settings.
    return json.dumps(data, sort_keys=True)


def settings_begun(event: SettingsBegun) -> Settings:
    """Return the settings as first recorded."""
    return Settings(id=event.settings, version=event.version, data=event.data)


def settings_changed(settings: Settings, event: SettingsChanged) -> Settings:
    """Return the settings as recorded anew."""
    return attrs.evolve(settings, version=event.version, data=event.data)


# fmt: off
SETTINGS_DECIDE = decisions(
    opens(BeginSettings,    begin_settings),
    case(ChangeSettings,    change_settings),
)

SETTINGS_EVOLVE = evolutions(
    begins(SettingsBegun,   settings_begun),
    on(SettingsChanged,     settings_changed),
)
# fmt: on


# fmt: off
AGGREGATES = (
    Aggregate("house",      House,      HOUSE_DECIDE,       HOUSE_EVOLVE),
    Aggregate("settings",   Settings,   SETTINGS_DECIDE,    SETTINGS_EVOLVE),
    Aggregate("follow_up",  FollowUp,   FOLLOW_UP_DECIDE,   FOLLOW_UP_EVOLVE,   follow_up_index),
    Aggregate("series",     Series,     SERIES_DECIDE,      SERIES_EVOLVE),
)
# fmt: on
