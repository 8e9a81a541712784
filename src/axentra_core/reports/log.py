"""The log as a report reads it: one property's entries, each once and in order."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from axentra_core.codec import Entry
from axentra_core.house import HouseOpened
from axentra_core.kernel import checks
from axentra_core.kernel.errors import InvalidInput
from axentra_core.reports.refusals import ReportRefusal
from axentra_core.reports.tally import COUNTED, Tally


def tally_of(entries: Iterable[Entry], day: date) -> Tally:
    """Return what a log adds up to for one business date, in one pass.

    An event belongs to the business date it carries, otherwise to that of its entry.

    Raises:
        InvalidInput: the day is not a date.
        ReportRefusal: ``report.day_not_begun``, ``report.log_incomplete``,
            ``report.log_out_of_order`` or ``report.properties_mixed``.
    """
    try:
        tally = Tally(checks.day(day))
    except InvalidInput as error:
        raise error.under("day") from None
    for business_date, event in _events(entries):
        for row in COUNTED.get(type(event), ()):
            if row.dated(getattr(event, "business_date", business_date), day):
                row.count(tally, event)
    if not tally.property:
        raise _incomplete("a property")
    if not tally.is_begun:
        raise ReportRefusal(
            "report.day_not_begun",
            property=tally.property,
            first=tally.first,
            open=tally.open,
            day=day,
        )
    if not tally.settings:
        raise _incomplete("the settings")
    return tally


def _events(entries: Iterable[Entry]) -> Iterator[tuple[date, Any]]:
    own, before = "", 0
    for entry in entries:
        # An entry read twice would count twice.
        if entry.position <= before:
            raise ReportRefusal("report.log_out_of_order", position=entry.position, before=before)
        before = entry.position
        for event, stream in zip(entry.events, entry.streams, strict=True):
            if not own:
                if not isinstance(event, HouseOpened):
                    raise _incomplete("a property")
                own = event.house
            if not stream.startswith(f"{own}/"):
                raise ReportRefusal("report.properties_mixed", stream=stream, property=own)
            yield entry.business_date, event


def _incomplete(record: str) -> ReportRefusal:
    return ReportRefusal("report.log_incomplete", record=record)
