"""Channels as pages: what is wrong with a mapping, a connection, and what a platform has."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from axentra_core.views.connection_sheet import connection_sheet
from axentra_core.views.html.environment import page
from axentra_core.views.mapping_report import mapping_report
from axentra_core.views.sync_sheet import DAYS, sync_sheet

if TYPE_CHECKING:
    from axentra_core.channels import Connection, Finding, Progress, Update


def mapping_report_page(
    findings: Iterable["Finding"], locale: str, *, name: str = "", property_name: str = ""
) -> str:
    """Return what is wrong with a mapping as one page of HTML with everything in it.

    Args:
        findings: as `lint` gives them.
        locale: one of `LOCALES`.
        name: of the connection or the platform.
        property_name: what the hotel is called.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    report = mapping_report(findings, locale, name)
    return page("mapping_report", report.own, property_name=property_name, report=report)


def connection_page(  # noqa: PLR0913 - a page says that much
    connection: "Connection",
    locale: str,
    *,
    on: date,
    property_name: str = "",
    zone: str = "UTC",
    platform: str = "",
    currency: str | None = None,
    digits: int = 0,
) -> str:
    """Return a connection as one page of HTML: what is next stands first, then the evidence.

    Args:
        connection: as it is kept.
        locale: one of `LOCALES`.
        on: today, by which it is overdue.
        property_name: what the hotel is called.
        zone: IANA name of the zone of the house, by whose clocks instants are told.
        platform: name of the platform; its code when left out.
        currency: ISO 4217 code of the prices; they are told in smallest units when left out.
        digits: decimals of the prices.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    one = connection_sheet(
        connection,
        locale,
        on=on,
        zone_name=zone,
        platform=platform,
        currency=currency,
        digits=digits,
    )
    return page("connection", one.own, property_name=property_name, one=one)


def sync_page(  # noqa: PLR0913 - a page says that much
    connection: "Connection",
    progress: Iterable["Progress"],
    pending: Iterable["Update"],
    locale: str,
    *,
    first: date,
    days: int = DAYS,
    next_due: datetime | None = None,
    property_name: str = "",
    zone: str = "UTC",
    platform: str = "",
    currency: str | None = None,
    digits: int = 0,
) -> str:
    """Return how far a platform is with what it is told as one page of HTML, day by day.

    Every date has a colour and a letter; on a telephone a week stands in each line.

    Args:
        connection: as it is kept.
        progress: how far the platform is with each target.
        pending: what it has not acknowledged of what the hotel wants, as `channels.pending` has it.
        locale: one of `LOCALES`.
        first: the first date that is shown, which is today.
        days: how many are shown day by day.
        next_due: when something is told next; None where nothing is.
        property_name: what the hotel is called.
        zone: IANA name of the zone of the house, by whose clocks instants are told.
        platform: name of the platform; its code when left out.
        currency: ISO 4217 code of the prices; they are told in smallest units when left out.
        digits: decimals of the prices.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``.
    """
    one = sync_sheet(
        connection,
        progress,
        pending,
        locale,
        first=first,
        days=days,
        next_due=next_due,
        zone_name=zone,
        platform=platform,
        currency=currency,
        digits=digits,
    )
    return page("sync", one.own, property_name=property_name, one=one)
