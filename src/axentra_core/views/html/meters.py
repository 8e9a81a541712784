"""Meter readings as pages: a registration to be judged, the list of them, and the receipt."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from axentra_core.views.html.environment import css_text, page
from axentra_core.views.meter_receipt import payment_receipt
from axentra_core.views.printed import printed, seller_lines
from axentra_core.views.registration_list import listing
from axentra_core.views.registration_sheet import sheet

if TYPE_CHECKING:
    from axentra_core.hotel.meter_boards import MeterReceipt, RegistrationLine, RegistrationView

NO_LINKS: Final[Mapping[str, str]] = MappingProxyType({})


def registration_page(
    view: "RegistrationView",
    locale: str,
    *,
    property_name: str = "",
    digits: int | None = None,
    links: Mapping[str, str] = NO_LINKS,
) -> str:
    """Return a registration as one page of HTML with everything in it.

    What has to be looked at stands first, then what can be done, then all that tells whether the
    readings can be right.

    Args:
        view: as the reader gives it.
        locale: one of `LOCALES`.
        property_name: what the hotel is called.
        digits: decimals of the property's bills; those of the currency when left out.
        links: where the host takes what can be done, by the name of the command; it is sent there
            by POST, and what has no address is only named.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``money.too_many_decimals``.
    """
    one = sheet(view, locale, digits)
    return page("registration", one.own, property_name=property_name, one=one, links=links)


def registrations_page(  # noqa: PLR0913 - a page says that much
    lines: Sequence["RegistrationLine"],
    locale: str,
    *,
    property_name: str = "",
    zone: str = "UTC",
    digits: int | None = None,
    links: Mapping[str, str] = NO_LINKS,
) -> str:
    """Return the list of registrations as one page of HTML, to be shown by status.

    Args:
        lines: as the reader gives them.
        locale: one of `LOCALES`.
        property_name: what the hotel is called.
        zone: IANA name of the zone of the house, by whose clocks instants are told.
        digits: decimals of the property's bills; those of the currency when left out.
        links: where the host shows a registration, by the id of its stay, and where it takes what
            can be done, such as ``S1/ArchiveRegistration``.

    Raises:
        InvalidInput: ``value.unknown`` for the locale, ``zone.unknown``,
            ``money.too_many_decimals``.
    """
    found = listing(lines, locale, zone, digits)
    return page(
        "registrations",
        found.own,
        property_name=property_name,
        found=found,
        many=len(lines),
        links=links,
    )


def receipt_page(
    receipt: "MeterReceipt",
    locale: str,
    *,
    property_name: str = "",
    links: Mapping[str, str] = NO_LINKS,
) -> str:
    """Return the receipt of a settlement in Front Desk as one page of HTML.

    It prints the receipt of the payment and each document on sheets of their own, or either alone.

    Args:
        receipt: as the reader gives it.
        locale: one of `LOCALES`.
        property_name: what the hotel is called where no document names the seller.
        links: ``send``, where the host sends both to the guest, and ``next``, where it goes on.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    slip = payment_receipt(receipt, locale)
    papers = [
        printed(
            one.document,
            locale,
            buyer_name=one.buyer_name,
            buyer_address=one.buyer_address,
            property_name=property_name,
        )
        for one in receipt.documents
    ]
    name = property_name if receipt.seller is None else receipt.seller.name
    running = " · ".join(filter(None, (name, *(f"{one.title} {one.number}" for one in papers))))
    return page(
        "receipt",
        slip.own,
        property_name=name,
        seller=seller_lines(slip.own, receipt.seller),
        papers=papers,
        slip=slip,
        receipt=receipt,
        links=links,
        running=css_text(running),
        css=css_text,
    )
