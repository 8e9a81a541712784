"""Old reservations as pages: what becomes of a file, and what a modification would not find."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from axentra_core.views.html.environment import page
from axentra_core.views.old_reservations import Listing, import_listing, reach_listing

if TYPE_CHECKING:
    from axentra_core.hotel import ImportReport, OutOfReach


def import_report_page(
    report: "ImportReport", locale: str, *, name: str = "", property_name: str = ""
) -> str:
    """Return what becomes of a file as one page of HTML with everything in it.

    Args:
        report: as `ReservationImport` gives it.
        locale: one of `LOCALES`.
        name: of the file.
        property_name: what the hotel is called.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    return _page(import_listing(report, locale, name), property_name)


def out_of_reach_page(
    rows: Iterable["OutOfReach"], locale: str, *, name: str = "", property_name: str = ""
) -> str:
    """Return the reservations that a modification would not find as one page of HTML.

    Args:
        rows: as `Reader.out_of_reach` gives them.
        locale: one of `LOCALES`.
        name: of the property or the connection.
        property_name: what the hotel is called.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    return _page(reach_listing(rows, locale, name), property_name)


def _page(listing: Listing, property_name: str) -> str:
    return page("listing", listing.own, property_name=property_name, listing=listing)
