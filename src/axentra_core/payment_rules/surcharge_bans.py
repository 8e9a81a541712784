"""Where consumers may not be charged more for paying by card: facts with their dates.

Cards of companies are not meant, and neither are cards that no bank of these countries has issued;
who is asked for one, and from which day a country has its own law, is for the property to find out.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

import attrs


@attrs.frozen
class SurchargeBan:
    """A law against surcharges on consumers' cards.

    Attributes:
        countries: of properties, ISO 3166-1.
        since: first day on which it holds.
        law: where it stands.
        until: last day on which it holds; None while it does.
    """

    countries: frozenset[str]
    since: date
    law: str
    until: date | None = None


# fmt: off
EU: Final = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)
# fmt: on
EEA: Final = frozenset([*EU, "IS", "LI", "NO"])

SURCHARGE_BANS: Final = (
    SurchargeBan(EEA, date(2018, 1, 13), "Directive (EU) 2015/2366, article 62"),
    SurchargeBan(frozenset({"GB"}), date(2018, 1, 13), "SI 2017/752"),
)


def surcharge_ban(
    country: str | None, on: date, bans: Iterable[SurchargeBan] = SURCHARGE_BANS
) -> SurchargeBan | None:
    """Return the law that forbids surcharges in a country on a day; None where none is known."""
    for ban in bans:
        if country in ban.countries and ban.since <= on and (ban.until is None or on <= ban.until):
            return ban
    return None
