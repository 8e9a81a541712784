"""What stands against a correction or a move of a line."""

from axentra_core.folio.corrections import (
    added,
    adjusted_by,
    corrected_by,
    in_steps,
    is_covered,
    is_nothing,
    placed,
    tree_of,
)
from axentra_core.folio.guards import beyond_windows, other_currency
from axentra_core.folio.lines import (
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio.messages import (
    AdjustCharge,
    MoveCharge,
    ReverseCharge,
    ReverseSource,
    SplitCharge,
    TransferIn,
    TransferOut,
)
from axentra_core.folio.model import Folio
from axentra_core.folio.price import Quote
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import ZERO, add, total

Moving = MoveCharge | SplitCharge | TransferOut
Correcting = AdjustCharge | ReverseCharge | Moving
Partial = AdjustCharge | MoveCharge | TransferOut


def is_charge(folio: Folio, command: AdjustCharge | Moving, _: Context) -> FolioRefusal | None:
    """Only a charge is adjusted or moved, its corrections go with it; a payment is none.

    What has come home belongs to the line on which it was sold, and is corrected there.
    """
    return _unless(folio, command.line, (ChargePosted, TransferredIn))


def is_correctable(folio: Folio, command: ReverseCharge, _: Context) -> FolioRefusal | None:
    """Only a charge or an adjustment is taken back, neither a payment nor a reversal.

    What came from another bill goes back there first, for there stands what was sold.
    """
    kinds = (ChargePosted, ChargeAdjusted, TransferredIn)
    if reason := _unless(folio, command.line, kinds):
        return reason
    if isinstance(came := folio.lines[command.line - 1], TransferredIn):
        return FolioRefusal(
            "folio.came_from_elsewhere",
            folio=folio.id,
            line=command.line,
            origin=came.origin_folio,
        )
    return None


def _unless(folio: Folio, line: int, kinds: tuple[type, ...]) -> FolioRefusal | None:
    found = folio.lines[line - 1] if line <= len(folio.lines) else None
    came_home = isinstance(found, TransferredIn) and found.returns is not None
    if came_home or not isinstance(found, kinds):
        return FolioRefusal("folio.line_unknown", folio=folio.id, line=line)
    return None


def home_is_there(folio: Folio, command: TransferIn, _: Context) -> FolioRefusal | None:
    """What comes home comes to a line that is there."""
    if command.origin_folio == folio.id and command.origin_line > len(folio.lines):
        return FolioRefusal("folio.line_unknown", folio=folio.id, line=command.origin_line)
    return None


def still_stands(folio: Folio, command: Correcting, _: Context) -> FolioRefusal | None:
    """A line is taken back once, and with it everything that corrects it."""
    line: int | None = command.line
    taken_back = reversed_lines(folio)
    while line is not None:
        if line in taken_back:
            return FolioRefusal("folio.already_reversed", folio=folio.id, line=line)
        line = corrected_by(folio.lines[line - 1])
    return None


def reversed_lines(folio: Folio) -> set[int]:
    """Return the lines that were taken back."""
    return {line.reverses for line in folio.lines if isinstance(line, ChargeReversed)}


def is_here(folio: Folio, command: ReverseCharge, _: Context) -> FolioRefusal | None:
    """What another bill has taken over is not taken back here."""
    return _elsewhere(folio, command.line)


def source_is_here(folio: Folio, command: ReverseSource, _: Context) -> FolioRefusal | None:
    """All that a source has caused is taken back where it was posted, and no invoice covers it."""
    taken_back = reversed_lines(folio)
    for line in folio.lines:
        if not isinstance(line, ChargePosted) or line.source != command.source:
            continue
        if line.line not in taken_back:
            reason = _elsewhere(folio, line.line) or on_invoice(folio, line.line)
            if reason is not None:
                return reason
    return None


def _elsewhere(folio: Folio, line: int) -> FolioRefusal | None:
    went: dict[str, list[Quote]] = {}
    away = 0
    for one in tree_of(folio.lines, line):
        if isinstance(one, TransferredOut):
            went.setdefault(one.to_folio, []).append(one.quote)
            away += 1
        elif isinstance(one, TransferredIn) and one.line != line:
            went.setdefault(one.from_folio, []).append(one.quote)
            # Less comes home than went where a part was adjusted there: the last of it counts.
            away -= one.is_last
    if away <= 0:
        return None
    others = (bill for bill, quotes in went.items() if not is_nothing(added(quotes)))
    other = next(others, next(reversed(went)))
    return FolioRefusal("folio.elsewhere", folio=folio.id, line=line, other=other)


def is_of_one_sign(folio: Folio, command: Partial, _: Context) -> FolioRefusal | None:
    """What gives with one hand and takes with the other has no parts; it goes as a whole."""
    if command.amount is None and not isinstance(command, AdjustCharge):
        return None
    quote: Quote = folio.lines[command.line - 1].quote
    amounts = [quote.net, *(part.amount for part in quote.components)]
    if not quote.total or (min(amounts) < 0 < max(amounts)):
        return FolioRefusal("folio.not_adjustable", folio=folio.id, line=command.line)
    return None


def stands_in_one(folio: Folio, command: Partial | SplitCharge, _: Context) -> FolioRefusal | None:
    """What was split among windows says in which of them it is meant."""
    windows = placed(folio.lines, command.line)
    named = None if isinstance(command, SplitCharge) else command.window
    # Where nothing is left at all, the guards after this one say so.
    if named in windows or not windows or (named is None and len(windows) == 1):
        return None
    code = "folio.in_several_windows" if named is None else "folio.not_in_window"
    return FolioRefusal(
        code,
        folio=folio.id,
        line=command.line,
        window=named,
        windows=", ".join(map(str, windows)),
    )


def window_of(folio: Folio, command: Partial | SplitCharge) -> int:
    """Return the window in which a charge is meant; `stands_in_one` has seen to it."""
    named = None if isinstance(command, SplitCharge) else command.window
    if named is not None:
        return named
    windows = placed(folio.lines, command.line)
    return next(iter(windows), folio.lines[command.line - 1].window)


def not_more_than_remains(folio: Folio, command: Partial, _: Context) -> FolioRefusal | None:
    """No more comes off or moves than is left of a line, in the folio's currency and steps."""
    given = command.amount
    if given is not None and (other := other_currency(folio, given.currency.code)):
        return other
    left = placed(folio.lines, command.line).get(window_of(folio, command))
    if isinstance(command, AdjustCharge) and command.part is None:
        amount = adjusted_by(folio, command)
    elif given is not None:
        amount = in_steps(folio, given)
    elif left is None or (command.part is not None and not is_part(command.part, left)):
        return FolioRefusal("folio.nothing_left", folio=folio.id, line=command.line)
    else:
        return None
    if not amount:
        return FolioRefusal("folio.nothing_charged")
    available = ZERO if left is None else left.total.copy_abs()
    if amount > available:
        return FolioRefusal(
            "folio.more_than_remains",
            folio=folio.id,
            line=command.line,
            left=available,
            currency=folio.currency,
            got=amount,
        )
    return None


def is_part(part: Quote, whole: Quote) -> bool:
    """Return whether a price can be taken out of another: nothing of it is more, or of its own."""
    amounts = {one.code: one.amount for one in whole.components if one.owed}
    owed = [one for one in part.components if one.owed]
    pairs = [(part.net, whole.net)]
    pairs += [(one.amount, amounts.get(one.code, ZERO)) for one in owed]
    adds_up = part.total == add(part.net, total(one.amount for one in owed))
    is_within = all(min(ZERO, of) <= one <= max(ZERO, of) for one, of in pairs)
    return adds_up and is_within and part.currency == whole.currency and not is_nothing(part)


def something_left(folio: Folio, command: SplitCharge, _: Context) -> FolioRefusal | None:
    """What is gone cannot be shared."""
    if placed(folio.lines, command.line):
        return None
    return FolioRefusal("folio.nothing_left", folio=folio.id, line=command.line)


def target_is_there(
    folio: Folio, command: MoveCharge | SplitCharge, _: Context
) -> FolioRefusal | None:
    """A charge moves to a window that the bill can have, and that is another one."""
    if isinstance(command, MoveCharge):
        if command.to_window == window_of(folio, command):
            return FolioRefusal("folio.same_window", line=command.line, window=command.to_window)
        return beyond_windows(folio, command.to_window)
    found = (beyond_windows(folio, share.window) for share in command.shares)
    return next(filter(None, found), None)


def not_to_itself(folio: Folio, command: TransferOut, _: Context) -> FolioRefusal | None:
    """A bill takes nothing over from itself."""
    if command.to_folio == folio.id:
        return FolioRefusal("folio.same_folio", folio=folio.id)
    return None


def not_invoiced(folio: Folio, command: Moving, _: Context) -> FolioRefusal | None:
    """What stands on an invoice does not move any more."""
    return on_invoice(folio, command.line, window_of(folio, command))


def invoiced_by_document(
    folio: Folio, command: AdjustCharge | ReverseCharge, _: Context
) -> FolioRefusal | None:
    """What stands on an invoice is corrected by a document, a credit note or a correction."""
    if command.document is not None:
        return None
    only = None if isinstance(command, ReverseCharge) else window_of(folio, command)
    return on_invoice(folio, command.line, only)


def on_invoice(folio: Folio, line: int, only: int | None = None) -> FolioRefusal | None:
    """Return the refusal of touching a line that an invoice covers where it stands.

    Args:
        folio: the bill.
        line: what is touched.
        only: the window in which it is; all of them when left out.
    """
    for number in placed(folio.lines, line):
        window = folio.window(number)
        through = window.invoiced_through
        if only in {None, number} and is_covered(folio.lines, line, number, through):
            return FolioRefusal(
                "folio.line_invoiced", folio=folio.id, line=line, invoice=window.invoice
            )
    return None
