"""What a report refuses, by code."""

from collections.abc import Mapping
from typing import ClassVar

from axentra_core.kernel.errors import RuleViolation


class ReportRefusal(RuleViolation):
    """There is no such report, or it could not be right."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "report.day_not_begun": (
            "property {property} has worked from {first} to {open}, and {day} is none of its "
            "days so far; choose one of them"
        ),
        "report.log_incomplete": (
            "the log does not hold the beginning of {record}; "
            "give every entry of one property, from the first one on"
        ),
        "report.log_out_of_order": (
            "entry {position} came after entry {before}; "
            "give every entry once, in the order of the log"
        ),
        "report.properties_mixed": (
            "{stream} is not of property {property}; give the entries of one property"
        ),
    }
