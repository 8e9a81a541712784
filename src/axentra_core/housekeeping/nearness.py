"""Shares work out fairly and so that pieces of one place go to one hand.

Nobody gets more than a twentieth above what they have in the fairest plan, and nobody is left idle
for it. Of two floors with two rooms each, everybody gets one:

    >>> places = (("floor", "1"), ("floor", "1"), ("floor", "2"), ("floor", "2"))
    >>> shared_out([Piece(30, 0b11, (place,)) for place in places], [Hand(480), Hand(480)])
    [0, 0, 1, 1]
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from axentra_core.housekeeping.balance import Hand, Piece, Plan, ease, fair_plan, may

# How often all pieces that lie alone are looked at.
ROUNDS: Final = 6


def shared_out(pieces: Sequence[Piece], hands: Sequence[Hand]) -> list[int]:
    """Return the hand of each piece.

    The highest load in relation to capacity, among those who get something, is within a twentieth
    of the lowest possible one where few pieces are shared out or many small ones. Capacity may be
    passed: who calls sees to what is too much.

    Args:
        pieces: in the order in which one would walk past them.
        hands: in any fixed order; the first come first where two are alike.
    """
    if not pieces:
        return []
    fair, goal = fair_plan(pieces, hands)
    bounds = [fair.bounds(hand, goal) for hand in range(len(hands))]
    gathered = _gathered(fair, bounds)
    plan = fair if gathered is None or gathered.scattered >= fair.scattered else gathered
    _tidy(plan, bounds)
    return plan.holder


def _gathered(fair: Plan, bounds: Sequence[range]) -> Plan | None:
    """Return a plan in which each hand walks on until it has its fair load, if that comes out.

    Who may do less chooses first, and everybody begins where they have work already. What one hand
    gets too little or too much is made up for by the next.
    """
    plan = Plan(fair.pieces, fair.hands)
    left, owed = list(range(len(plan.pieces))), 0
    choice = Counter(hand for piece in left for hand in plan.allowed(piece))
    for hand in sorted(range(len(plan.hands)), key=lambda hand: choice[hand]):
        way = [piece for piece in left if may(plan.pieces[piece], hand)]
        way.sort(key=lambda piece: plan.strange(piece, hand))
        owed += fair.load[hand] - plan.load[hand]
        stopped: Piece | None = None
        for number in way:
            piece = plan.pieces[number]
            if stopped is not None and piece.places != stopped.places:
                break
            if piece.effort <= 2 * owed and plan.load[hand] + piece.effort < bounds[hand].stop:
                plan.give(number, hand)
                owed -= piece.effort
            else:
                stopped = piece
        left = [piece for piece in left if plan.holder[piece] < 0]
    for rest in sorted(left, key=lambda rest: -plan.pieces[rest].effort):
        plan.give(rest, min(plan.allowed(rest), key=plan.share_with(rest)))
    _bring_into(bounds, plan)
    fits = all(load < within.stop for load, within in zip(plan.load, bounds, strict=True))
    return plan if fits else None


def _bring_into(bounds: Sequence[range], plan: Plan) -> None:
    """Take pieces from whoever has too much, then give some to whoever has too little."""
    everybody = range(len(plan.hands))
    for hand, within in enumerate(bounds):
        for low in sorted(everybody, key=plan.share):
            while plan.load[hand] >= within.stop and ease(plan, hand, low):
                pass
    for hand, within in enumerate(bounds):
        for high in sorted(everybody, key=plan.share, reverse=True):
            while plan.load[hand] < within.start and ease(plan, high, hand):
                pass


def _tidy(plan: Plan, bounds: Sequence[range]) -> None:
    """Move and swap single pieces so that hands have work in fewer places."""
    for _ in range(ROUNDS):
        lonely = [piece for piece, hand in enumerate(plan.holder) if plan.strange(piece, hand)]
        moved = [_brought_near(plan, piece, bounds) for piece in lonely]
        if not any(moved):
            return


def _brought_near(plan: Plan, piece: int, bounds: Sequence[range]) -> bool:
    """Give a piece to a hand with work nearby, alone or for one of its pieces."""
    own, effort = plan.holder[piece], plan.pieces[piece].effort
    strange = plan.strange(piece, own)
    near = [
        hand
        for hand in plan.allowed(piece)
        if hand != own and plan.strange(piece, hand) < len(plan.pieces[piece].places)
    ]
    for hand in near:
        if (
            plan.strange(piece, hand) < strange
            and plan.load[own] - effort in bounds[own]
            and plan.load[hand] + effort in bounds[hand]
        ):
            plan.give(piece, hand)
            return True
    return any(_swapped(plan, piece, hand, bounds) for hand in near)


def _swapped(plan: Plan, piece: int, hand: int, bounds: Sequence[range]) -> bool:
    """Swap a piece for one of a hand's, if both together then have work in fewer places."""
    own, effort = plan.holder[piece], plan.pieces[piece].effort
    less = plan.strange(piece, own) - plan.strange(piece, hand)
    before = plan.visited(own) + plan.visited(hand)
    for other in list(plan.held[hand]):
        more = effort - plan.pieces[other].effort
        if (
            plan.strange(other, own) - plan.strange(other, hand) < less
            and may(plan.pieces[other], own)
            and plan.load[own] - more in bounds[own]
            and plan.load[hand] + more in bounds[hand]
        ):
            plan.give(piece, hand)
            plan.give(other, own)
            if plan.visited(own) + plan.visited(hand) < before:
                return True
            plan.give(piece, own)
            plan.give(other, hand)
    return False
