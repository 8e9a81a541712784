"""What is put on a bill, corrected, moved and transferred: a command gives the lines."""

from collections.abc import Iterable, Iterator

from axentra_core.folio import lines as ln
from axentra_core.folio import messages as msg
from axentra_core.folio.corrections import (
    adjusted_by,
    in_steps,
    is_nothing,
    part_of,
    placed,
    remaining,
    shares_of,
    tree_of,
)
from axentra_core.folio.events import PostingOverridden
from axentra_core.folio.guards import against_signing
from axentra_core.folio.line_guards import reversed_lines, window_of
from axentra_core.folio.model import Folio
from axentra_core.folio.price import Quote
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import negate


def post_opening_balance(
    folio: Folio, command: msg.PostOpeningBalance, context: Context
) -> list[ln.OpeningBalancePosted]:
    """Put what was owed in the former system on the bill."""
    return [
        ln.OpeningBalancePosted(
            folio.id,
            len(folio.lines) + 1,
            in_steps(folio, command.amount),
            folio.currency,
            command.description,
            context.business_date,
            posted_at=context.now,
        )
    ]


def post_charge(
    folio: Folio, command: msg.PostCharge, context: Context
) -> list[ln.ChargePosted | PostingOverridden]:
    """Put one line on the bill; that something stood against it is on record where it did."""
    posted = ln.ChargePosted(
        folio.id,
        len(folio.lines) + 1,
        command.code,
        command.department,
        command.description,
        command.quantity,
        command.quote,
        command.service_date,
        context.business_date,
        command.source,
        command.settings,
        command.taxed,
        command.window,
        command.revenue_date or context.business_date,
        context.now,
        command.instruction,
        command.nature,
    )
    why = command.override
    if why is None or not command.signed or against_signing(folio, command) is None:
        return [posted]
    actor, today = str(context.actor), context.business_date
    return [posted, PostingOverridden(folio.id, posted.line, why, actor, today)]


def adjust_charge(
    folio: Folio, command: msg.AdjustCharge, context: Context
) -> list[ln.ChargeAdjusted]:
    """Take a part of a line off."""
    posted: ln.ChargePosted | ln.TransferredIn = folio.lines[command.line - 1]
    window = window_of(folio, command)
    part = command.part or _adjusted_part(folio, command, window)
    return [
        ln.ChargeAdjusted(
            folio.id,
            len(folio.lines) + 1,
            posted.line,
            posted.code,
            posted.department,
            posted.description,
            posted.quantity,
            part.negated(),
            posted.service_date,
            context.business_date,
            posted.source,
            command.reason,
            command.note,
            window,
            context.now,
            command.document,
            posted.nature,
        )
    ]


def _adjusted_part(folio: Folio, command: msg.AdjustCharge, window: int) -> Quote:
    left = placed(folio.lines, command.line)[window]
    amount = adjusted_by(folio, command)
    return part_of(left, amount if left.total > 0 else negate(amount), folio.unit)


def reverse_charge(
    folio: Folio, command: msg.ReverseCharge, context: Context
) -> list[ln.ChargeReversed]:
    """Take back what is left of one line, wherever it stands."""
    first = len(folio.lines) + 1
    return [*_reversed(folio, command.line, first, command.reason, context, command.document)]


def reverse_source(
    folio: Folio, command: msg.ReverseSource, context: Context
) -> list[ln.ChargeReversed]:
    """Take back the lines a source has caused; nothing happens when none stands any more."""
    taken_back = reversed_lines(folio)
    standing = [
        line.line
        for line in folio.lines
        if isinstance(line, ln.ChargePosted) and line.source == command.source
        if line.line not in taken_back
    ]
    found: list[ln.ChargeReversed] = []
    for line in standing:
        first = len(folio.lines) + len(found) + 1
        found += _reversed(folio, line, first, command.reason, context)
    return found


def _reversed(  # noqa: PLR0913, PLR0917 - a reversal says that much
    folio: Folio,
    line: int,
    first: int,
    reason: str,
    context: Context,
    document: str | None = None,
) -> Iterator[ln.ChargeReversed]:
    """Yield a reversal for each window in which something is left, numbered from the first."""
    posted: ln.ChargePosted | ln.ChargeAdjusted = folio.lines[line - 1]
    left = placed(folio.lines, line) or {posted.window: remaining(folio.lines, line)}
    for number, (window, quote) in enumerate(left.items(), first):
        yield ln.ChargeReversed(
            folio.id,
            number,
            line,
            posted.code,
            posted.department,
            posted.description,
            posted.quantity,
            quote.negated(),
            posted.service_date,
            context.business_date,
            posted.source,
            reason,
            window,
            context.now,
            document,
            posted.nature,
            _placed_by(folio, line, window),
        )


def _placed_by(folio: Folio, line: int, window: int) -> int | None:
    """Return the routing instruction by which a charge stands in a window, if one has sent it."""
    number: int | None = None
    for one in tree_of(folio.lines, line):
        came = one.to_window if isinstance(one, ln.ChargeMoved) else one.window
        if came == window and isinstance(one, ln.ChargeMoved | ln.ChargePosted):
            number = one.instruction
    return number


def move_charge(folio: Folio, command: msg.MoveCharge, context: Context) -> list[ln.ChargeMoved]:
    """Let another window pay a charge, or a part of it."""
    window, part = _moved_part(folio, command)
    return _moved(folio, command, window, [(command.to_window, part)], context)


def _moved(
    folio: Folio,
    command: msg.MoveCharge | msg.SplitCharge,
    window: int,
    parts: Iterable[tuple[int, Quote]],
    context: Context,
) -> list[ln.ChargeMoved]:
    return [
        ln.ChargeMoved(
            folio.id,
            number,
            command.line,
            window,
            to_window,
            part,
            command.reason,
            context.business_date,
            context.now,
            command.instruction if isinstance(command, msg.MoveCharge) else None,
        )
        for number, (to_window, part) in enumerate(parts, len(folio.lines) + 1)
    ]


def _moved_part(folio: Folio, command: msg.MoveCharge | msg.TransferOut) -> tuple[int, Quote]:
    """Return what moves of a charge, and from which window; all of what is left by default."""
    window = window_of(folio, command)
    if command.part is not None:
        return window, command.part
    left = placed(folio.lines, command.line)[window]
    if command.amount is None:
        return window, left
    amount = in_steps(folio, command.amount)
    return window, part_of(left, amount if left.total > 0 else negate(amount), folio.unit)


def split_charge(folio: Folio, command: msg.SplitCharge, context: Context) -> list[ln.ChargeMoved]:
    """Share a charge among windows; what another window gets leaves the one where it stands."""
    ((window, left),) = placed(folio.lines, command.line).items()
    parts = shares_of(left, [share.weight for share in command.shares], folio.unit)
    leaving = (
        (share.window, part)
        for share, part in zip(command.shares, parts, strict=True)
        if share.window != window and not is_nothing(part)
    )
    return _moved(folio, command, window, leaving, context)


def transfer_out(
    folio: Folio, command: msg.TransferOut, context: Context
) -> list[ln.TransferredOut]:
    """Let another bill take a charge over, or a part of it."""
    posted: ln.ChargePosted | ln.TransferredIn = folio.lines[command.line - 1]
    window, part = _moved_part(folio, command)
    return [
        ln.TransferredOut(
            folio.id,
            len(folio.lines) + 1,
            posted.line,
            command.transfer,
            command.to_folio,
            command.to_window,
            posted.code,
            posted.department,
            posted.description,
            posted.quantity,
            part.negated(),
            posted.service_date,
            context.business_date,
            posted.source,
            command.reason,
            window,
            context.now,
            command.instruction,
            posted.nature,
        )
    ]


def transfer_in(folio: Folio, command: msg.TransferIn, context: Context) -> list[ln.TransferredIn]:
    """Take a charge over from another bill; one that was sold here comes home to its line."""
    comes_home = command.origin_folio == folio.id
    return [
        ln.TransferredIn(
            folio.id,
            len(folio.lines) + 1,
            command.transfer,
            command.from_folio,
            command.from_line,
            command.origin_folio,
            command.origin_line,
            command.code,
            command.department,
            command.description,
            command.quantity,
            command.quote,
            command.service_date,
            context.business_date,
            command.source,
            command.window,
            command.origin_line if comes_home else None,
            context.now,
            nature=command.nature,
            instruction=command.instruction,
            is_last=command.is_last,
        )
    ]
