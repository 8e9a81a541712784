"""The same calculation for plain rules and plain stays, several times as quick.

Most bills are nights and a few other things under percents and amounts per room and night. Whether
rules and facts are that plain is decided before anything is calculated; where they are not,
`plain_quote` is None, and `engine` calculates. Tests hold both to the same result.

`plan` picks plain rules, `inside` says what a gross price contains, `pricing` makes the quote.
"""

from axentra_core.folio.tax.plain.plan import PlainPlan
from axentra_core.folio.tax.plain.pricing import plain_quote

__all__ = ["PlainPlan", "plain_quote"]
