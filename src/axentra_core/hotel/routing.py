"""Where charges go by the routing instructions of a bill.

A charge is priced and taxed on the bill of the stay that had it, and goes on from there with its
service charge and taxes in the same commit. What stood on a bill before an instruction was agreed
stays, unless staff ask for it to be looked at again.
"""

from collections.abc import Iterable, Iterator, Sequence

from axentra_core.folio import (
    AgreeRouting,
    ChargeAdjusted,
    ChargeMoved,
    ChargePosted,
    ChargeReversed,
    EndRouting,
    Folio,
    FolioRefusal,
    Instruction,
    MoveCharge,
    Quote,
    ReverseCharge,
    ReverseSource,
    TransferIn,
    TransferOut,
    TransferredIn,
    TransferredOut,
    loops,
    route,
)
from axentra_core.folio.corrections import is_covered, lines_of, placed, tree_of
from axentra_core.folio.routing import HOME, Routed
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import is_surcharge, own_money_if
from axentra_core.hotel.unit import Unit

ROUTED = "routing instruction {}"
RETURNED = "taken back"

Placed = ChargePosted | TransferredIn


def route_the_charge(unit: Unit, event: Placed) -> Iterator[MoveCharge | TransferOut]:
    """A charge goes where an instruction of its bill sends it; what comes home stays."""
    folio: Folio = unit.need("folio", event.folio)
    if folio.terms.routing and _leaves(event):
        instructions = _after_those_before(unit, folio, event)
        yield from _sent(unit, folio, event, event.quote, instructions)


def _leaves(charge: Placed) -> bool:
    if charge.window != HOME.window:
        return False
    if isinstance(charge, TransferredIn):
        return charge.returns is None
    # A commission stays beside what it was reckoned on, a surcharge beside what was paid with it.
    stays = charge.commission is not None or is_surcharge(charge.source)
    return charge.instruction is None and not stays


def _after_those_before(unit: Unit, folio: Folio, charge: Placed) -> tuple[Instruction, ...]:
    """Return the instructions as they will be once earlier charges of this unit have gone.

    What is sold together is posted together, before any of it goes where it is sent; a limit counts
    all of it.
    """
    instructions = folio.terms.routing
    if all(one.limit is None for one in instructions):
        return instructions
    own = [one for one in unit.events if getattr(one, "folio", None) == folio.id]
    gone = {
        one.moves if isinstance(one, ChargeMoved) else one.transfers
        for one in own
        if isinstance(one, ChargeMoved | TransferredOut) and one.instruction is not None
    }
    for one in own:
        if not isinstance(one, Placed) or one.line >= charge.line or one.line in gone:
            continue
        if _leaves(one):
            instructions = used(instructions, _ways(folio, one, one.quote, instructions))
    return instructions


def used(instructions: tuple[Instruction, ...], parts: Iterable[Routed]) -> tuple[Instruction, ...]:
    """Return the instructions after these parts have gone their ways, with what they have used."""
    taken = {one.instruction: one.counted for one in parts}
    return tuple(
        one.using(taken[one.number]) if one.number in taken else one for one in instructions
    )


def _ways(
    folio: Folio, charge: Placed, left: Quote, instructions: tuple[Instruction, ...]
) -> tuple[Routed, ...]:
    return route(
        left, charge.code, charge.department, charge.service_date, instructions, folio.unit
    )


def _sent(
    unit: Unit,
    folio: Folio,
    charge: Placed,
    left: Quote,
    instructions: tuple[Instruction, ...],
) -> Iterator[MoveCharge | TransferOut]:
    """Yield what sends a charge, or what is left of it, on its way."""
    for one in _ways(folio, charge, left, instructions):
        if one.instruction is None:
            continue
        reason = ROUTED.format(one.instruction)
        if one.target.folio is None:
            yield MoveCharge(
                folio.id,
                charge.line,
                one.target.window,
                reason,
                window=HOME.window,
                part=one.quote,
                instruction=one.instruction,
            )
        else:
            yield TransferOut(
                folio.id,
                charge.line,
                one.target.folio,
                unit.new_id("transfer"),
                reason,
                one.target.window,
                window=HOME.window,
                part=one.quote,
                instruction=one.instruction,
            )


def take_it_over(unit: Unit, event: TransferredOut) -> Iterator[TransferIn]:
    """What one bill gives away another one takes, in the same commit."""
    folio: Folio = unit.need("folio", event.folio)
    sold = folio.lines[event.transfers - 1]
    came = isinstance(sold, TransferredIn)
    yield TransferIn(
        event.to_folio,
        event.transfer,
        event.folio,
        event.transfers,
        sold.origin_folio if came else event.folio,
        sold.origin_line if came else event.transfers,
        event.code,
        event.department,
        event.description,
        event.quantity,
        event.quote.negated(),
        event.service_date,
        event.source,
        event.to_window,
        event.nature,
        is_last=_is_gone(folio, event),
        instruction=_sent_by(unit, event, sold.origin_line) if came else None,
    )


def _sent_by(unit: Unit, event: TransferredOut, line: int) -> int | None:
    """Return the instruction by which what comes home had left; None for what does not."""
    for one in unit.past("folio", event.to_folio):
        if isinstance(one, TransferredOut) and one.transfers == line:
            return one.instruction
    return None


def _is_gone(folio: Folio, event: TransferredOut) -> bool:
    """Return whether nothing of a charge is left on a bill, nor on one it was sent on to."""
    others = {
        one.to_folio
        for one in tree_of(folio.lines, event.transfers)
        if isinstance(one, TransferredOut)
    }
    return others == {event.to_folio} and not placed(folio.lines, event.transfers)


def take_back(unit: Unit, bill: str, source: str, reason: str) -> None:
    """Take back everything that a source has caused, wherever routing has sent it."""
    # Two steps: what comes home is taken over there before it is taken back.
    unit.act(*bring_back(unit, bill, source))
    unit.act(ReverseSource(bill, source, reason))


def bring_back(unit: Unit, bill: str, source: str) -> Iterator[ReverseCharge | TransferOut]:
    """Yield what brings everything home that a source has caused and other bills have taken.

    What was adjusted there is put back first, so that all of it comes home.
    """
    for charge in unit.past("folio", bill):
        if isinstance(charge, ChargePosted) and charge.source == source:
            yield from _from_abroad(unit, charge, bill, charge.line)


def _from_abroad(
    unit: Unit, sold: ChargePosted, bill: str, line: int
) -> Iterator[ReverseCharge | TransferOut]:
    for gone in unit.past("folio", bill):
        if not isinstance(gone, TransferredOut) or gone.transfers != line:
            continue
        if gone.to_folio == sold.folio:
            continue
        there = lines_of(unit.past("folio", gone.to_folio))
        came = next(
            one for one in there if isinstance(one, TransferredIn) and one.transfer == gone.transfer
        )
        adjusted = list(_adjustments(there, came.line))
        yield from (ReverseCharge(gone.to_folio, one.line, RETURNED) for one in adjusted)
        for window in sorted({*placed(there, came.line), *(one.window for one in adjusted)}):
            yield TransferOut(
                gone.to_folio,
                came.line,
                sold.folio,
                unit.new_id("transfer"),
                RETURNED,
                sold.window,
                window=window,
            )
        yield from _from_abroad(unit, sold, gone.to_folio, came.line)


def _adjustments(lines: Sequence[object], line: int) -> Iterator[ChargeAdjusted]:
    """Yield the adjustments of a charge that were not taken back."""
    tree = list(tree_of(lines, line))
    gone = {one.reverses for one in tree if isinstance(one, ChargeReversed)}
    for one in tree:
        if isinstance(one, ChargeAdjusted) and one.line not in gone:
            yield one


def agree_routing(unit: Unit, verb: verbs.AgreeRouting) -> None:
    """Agree where charges go; they may not come back to where they started."""
    for code in verb.codes:
        unit.property.folio.code(code)
    limit = own_money_if(unit, verb.limit, "limit")
    unit.act(
        AgreeRouting(
            verb.folio,
            verb.target,
            verb.codes,
            verb.departments,
            verb.since,
            verb.until,
            verb.weekdays,
            None if limit is None else limit.amount,
            verb.percent,
            verb.with_tax,
        )
    )
    if (way := loops(_instructions(unit, verb.folio), verb.folio)) is not None:
        raise FolioRefusal("folio.routing_in_a_circle", folio=verb.folio, way=" > ".join(way))


def _instructions(unit: Unit, start: str) -> dict[str, tuple[Instruction, ...]]:
    """Return the instructions of every bill that charges of a bill can reach."""
    found: dict[str, tuple[Instruction, ...]] = {}
    waiting = [start]
    while waiting:
        folio: Folio = unit.need("folio", waiting.pop())
        found[folio.id] = folio.terms.routing
        targets = (one.target.folio for one in folio.terms.routing)
        waiting += [one for one in targets if one is not None and one not in found]
    return found


def end_routing(unit: Unit, verb: verbs.EndRouting) -> None:
    """Let charges stay again."""
    unit.act(EndRouting(verb.folio, verb.instruction, verb.reason))


def refresh_routing(unit: Unit, verb: verbs.RefreshRouting) -> None:
    """Send what stands on a bill already where its instructions say now."""
    lines = lines_of(unit.past("folio", verb.folio))
    through = unit.need("folio", verb.folio).window(HOME.window).invoiced_through
    for charge in [one for one in lines if isinstance(one, Placed)]:
        if isinstance(charge, TransferredIn) and charge.returns is not None:
            continue
        left = placed(lines, charge.line).get(HOME.window)
        if left is not None and not is_covered(lines, charge.line, HOME.window, through):
            folio: Folio = unit.need("folio", verb.folio)
            unit.act(*_sent(unit, folio, charge, left, folio.terms.routing))
