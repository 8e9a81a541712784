"""The three rules that the seed page gives as examples, ready to be drafted.

What each one includes follows from charging what is owed at its moment: changes and extras before
the arrival, extras added before the check-in, extras used during the stay.
"""

from collections.abc import Mapping
from datetime import time
from types import MappingProxyType
from typing import Final

from axentra_core.payment_rules.channels import STANDARD_CHANNELS
from axentra_core.payment_rules.terms import Moment, RuleTerms, Step, Trigger

ALL_CHANNELS: Final = tuple(row.channel for row in STANDARD_CHANNELS)

BEFORE_ARRIVAL: Final = RuleTerms(
    "Payment before arrival",
    ALL_CHANNELS,
    (Step(Moment(Trigger.BEFORE_CHECK_IN, time(11), days=7)),),
)
AT_CHECK_OUT: Final = RuleTerms(
    "Payment at check-out",
    ALL_CHANNELS,
    (Step(Moment(Trigger.CHECK_OUT_DAY, time(12))),),
)
AT_CHECK_IN: Final = RuleTerms(
    "Payment at check-in",
    ALL_CHANNELS,
    (Step(Moment(Trigger.CHECK_IN_DAY, time(11))),),
)

PRESETS: Final[Mapping[str, RuleTerms]] = MappingProxyType(
    {
        "before_arrival": BEFORE_ARRIVAL,
        "at_check_out": AT_CHECK_OUT,
        "at_check_in": AT_CHECK_IN,
    }
)
