"""Shares work out so that nobody has much more than another for the time they have.

It knows numbers only: pieces of work, hands to do it, and who may do which. `day_board` says what
that means in a hotel, `nearness` gathers what lies in one place.

    >>> hands = [Hand(480), Hand(240)]
    >>> plan, _ = fair_plan([Piece(60, 0b11), Piece(30, 0b11), Piece(30, 0b11)], hands)
    >>> plan.holder
    [0, 1, 0]
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import lcm
from typing import Final

import attrs

# A plan is good enough when its fullest hand has a twentieth more than in the best one.
TWENTIETH: Final = 20
# How often all pairs of hands are compared; for how many pieces the best plan is searched, and how
# many steps that may take.
ROUNDS, FEW, STEPS = 6, 40, 10_000


@attrs.frozen
class Piece:
    """Work that goes to one hand as a whole.

    Attributes:
        effort: minutes or credits, from 0 up.
        hands: who may do it, one bit a hand; at least one.
        places: where it lies, such as its section and its floor.
    """

    effort: int
    hands: int
    places: tuple[object, ...] = ()


@attrs.frozen
class Hand:
    """Who does work.

    Attributes:
        capacity: minutes or credits there are, from 1 up.
        load: how much of it is taken already.
        places: where that work lies.
    """

    capacity: int
    load: int = 0
    places: tuple[object, ...] = ()


def fair_plan(pieces: Sequence[Piece], hands: Sequence[Hand]) -> tuple["Plan", int]:
    """Return the fairest plan that can be found, and how full its fullest hand may become.

    That is a twentieth more than is known to be needed, or what the plan has where it has more.
    """
    plan, goal = Plan(pieces, hands), _goal(pieces, hands)
    for piece in biggest_first(pieces):
        plan.give(piece, min(plan.allowed(piece), key=plan.share_with(piece)))
    _even(plan)
    if plan.fullest > goal and len(pieces) <= FEW:
        _search(plan, goal)
        _even(plan)
    return plan, max(goal, plan.fullest)


class Plan:
    """Who has which piece. Loads are compared as parts of `whole`, which every capacity divides."""

    def __init__(self, pieces: Sequence[Piece], hands: Sequence[Hand]) -> None:
        self.pieces: Final = pieces
        self.hands: Final = hands
        self.whole: Final = _whole(hands)
        self.unit: Final = [self.whole // hand.capacity for hand in hands]
        self.load: Final = [hand.load for hand in hands]
        self.held: Final[list[dict[int, None]]] = [{} for _ in hands]
        self.holder: Final = [-1] * len(pieces)
        self.places: Final = [Counter(hand.places) for hand in hands]

    def give(self, piece: int, hand: int) -> None:
        """Give a piece to a hand, away from the one that has it."""
        before, effort, places = self.holder[piece], *self._of(piece)
        if before >= 0:
            del self.held[before][piece]
            self.load[before] -= effort
            for place in places:
                self.places[before][place] -= 1
        self.holder[piece] = hand
        self.held[hand][piece] = None
        self.load[hand] += effort
        for place in places:
            self.places[hand][place] += 1

    def allowed(self, piece: int) -> tuple[int, ...]:
        """Return the hands that may do a piece."""
        return bits(self.pieces[piece].hands)

    def share(self, hand: int) -> int:
        """Return how full a hand is."""
        return self.load[hand] * self.unit[hand]

    def share_with(self, piece: int) -> Callable[[int], int]:
        """Return what tells how full a hand is once it has a piece."""
        effort, load, unit = self.pieces[piece].effort, self.load, self.unit
        return lambda hand: (load[hand] + effort) * unit[hand]

    @property
    def fullest(self) -> int:
        """How full the fullest hand is that was given work."""
        worked = (hand for hand, own in enumerate(self.hands) if self.load[hand] > own.load)
        return max(map(self.share, worked), default=0)

    def bounds(self, hand: int, goal: int) -> range:
        """Return the loads that are as fair as the present one."""
        load, capacity = self.load[hand], self.hands[hand].capacity
        most = min(a_little_more(load), goal // self.unit[hand])
        if load <= capacity:
            most = min(most, capacity)
        return range(load - load // TWENTIETH, max(load, most) + 1)

    def strange(self, piece: int, hand: int) -> int:
        """Return in how many places a hand has only this piece, or would have."""
        alone = 1 if self.holder[piece] == hand else 0
        places = self.places[hand]
        return sum(places[place] == alone for place in self.pieces[piece].places)

    def visited(self, hand: int) -> int:
        """Return in how many places a hand has work."""
        return sum(many > 0 for many in self.places[hand].values())

    @property
    def scattered(self) -> int:
        """In how many places the hands have work, all together."""
        return sum(map(self.visited, range(len(self.hands))))

    def _of(self, piece: int) -> tuple[int, tuple[object, ...]]:
        return self.pieces[piece].effort, self.pieces[piece].places


# --- fair ---


def _even(plan: Plan) -> None:
    """Move and swap pieces as long as that makes the fuller of two hands less full."""
    for _ in range(ROUNDS):
        by_share = sorted(range(len(plan.hands)), key=plan.share)
        eased = [ease(plan, high, low) for high in reversed(by_share) for low in by_share]
        if not any(eased):
            return


def ease(plan: Plan, high: int, low: int) -> bool:
    """Give one piece of a hand to a less full one, perhaps for a smaller piece."""
    best = plan.share(high)
    if (plan.load[low] + 1) * plan.unit[low] >= best:
        return False
    pieces, change = plan.pieces, None
    # Pieces of the same effort are as good as each other.
    away = {pieces[piece].effort: piece for piece in plan.held[high] if may(pieces[piece], low)}
    back = {pieces[piece].effort: piece for piece in plan.held[low] if may(pieces[piece], high)}
    for more, piece in away.items():
        for less, other in ({0: None} | back).items():
            moved = more - less
            if moved > 0:
                fuller = max(
                    (plan.load[high] - moved) * plan.unit[high],
                    (plan.load[low] + moved) * plan.unit[low],
                )
                if fuller < best:
                    best, change = fuller, (piece, other)
    if change is None:
        return False
    piece, other = change
    plan.give(piece, low)
    if other is not None:
        plan.give(other, high)
    return True


class _Search:
    """Tries all plans for a few pieces, the fairest hand first, in a bounded number of steps."""

    def __init__(self, plan: Plan, goal: int) -> None:
        self.plan: Final = plan
        self.goal: Final = goal
        self.order: Final = [
            piece for piece in biggest_first(plan.pieces) if plan.pieces[piece].effort
        ]
        self.load: Final = [hand.load for hand in plan.hands]
        # Hands of one kind may do the same and have the same capacity: one of them is tried.
        kinds: dict[object, int] = {}
        self.kinds: Final = [
            kinds.setdefault(
                (hand.capacity, *(may(piece, number) for piece in plan.pieces)), len(kinds)
            )
            for number, hand in enumerate(plan.hands)
        ]
        self.chosen: Final[dict[int, int]] = {}
        self.best: dict[int, int] = {}
        self.aim: int = self.worth_finding(plan.fullest)
        self.steps: int = STEPS

    def worth_finding(self, fullest: int) -> int:
        """Return how full the fullest hand may be in a plan that is worth having instead."""
        less = fullest * TWENTIETH // (TWENTIETH + 1)
        return less if fullest <= self.plan.whole else max(less, self.plan.whole)

    def place(self, depth: int, fullest: int) -> None:
        """Give the next piece to each hand in turn, and all later ones after it."""
        if depth == len(self.order):
            self.best, self.aim = dict(self.chosen), self.worth_finding(fullest)
            if fullest <= self.goal:
                self.steps = 0
            return
        piece, tried = self.order[depth], set[object]()
        effort, unit = self.plan.pieces[piece].effort, self.plan.unit
        shares = [
            ((self.load[hand] + effort) * unit[hand], hand) for hand in self.plan.allowed(piece)
        ]
        for share, hand in sorted(shares):
            if self.steps <= 0 or max(fullest, share) > self.aim:
                return
            alike = (self.load[hand], self.kinds[hand])
            if alike in tried:
                continue
            tried.add(alike)
            self.steps -= 1
            self.chosen[piece] = hand
            self.load[hand] += effort
            self.place(depth + 1, max(fullest, share))
            self.load[hand] -= effort


def _search(plan: Plan, goal: int) -> None:
    """Change to the best plan that can be found."""
    search = _Search(plan, goal)
    search.place(0, 0)
    for piece, hand in search.best.items():
        plan.give(piece, hand)


# --- what can be reached, and small helpers ---


def _least(pieces: Sequence[Piece], hands: Sequence[Hand]) -> int:
    """Return how full the fullest hand that gets something is at least, in every plan."""
    whole, efforts, anybody = _whole(hands), defaultdict[int, list[int]](list), 0
    for piece in pieces:
        if piece.effort:
            efforts[piece.hands].append(piece.effort)
            anybody |= piece.hands
    if anybody:
        efforts.setdefault(anybody, [0])
    least = 0
    for some, own in efforts.items():
        who = [hands[hand] for hand in bits(some)]
        work = sum(sum(those) for others, those in efforts.items() if not others & ~some)
        single = min((hand.load + max(own)) * (whole // hand.capacity) for hand in who)
        least = max(least, single, _level(work, who, whole))
    return least


def _goal(pieces: Sequence[Piece], hands: Sequence[Hand]) -> int:
    """Return how full the fullest hand of a plan that is fair enough is at most."""
    least, whole = _least(pieces, hands), _whole(hands)
    return min(a_little_more(least), whole) if least <= whole else a_little_more(least)


def _level(work: int, hands: Sequence[Hand], whole: int) -> int:
    """Return how full all hands are when work runs to them like water, the emptiest first."""
    capacity = 0
    for hand in sorted(hands, key=lambda hand: hand.load * (whole // hand.capacity)):
        if capacity and work * hand.capacity <= hand.load * capacity:
            break
        work, capacity = work + hand.load, capacity + hand.capacity
    return -(-work * whole // capacity)


def _whole(hands: Iterable[Hand]) -> int:
    return lcm(*(hand.capacity for hand in hands))


def a_little_more(number: int) -> int:
    """Return a twentieth more."""
    return number + number // TWENTIETH


def biggest_first(pieces: Sequence[Piece]) -> list[int]:
    """Return the places of the pieces, the biggest piece first."""
    return sorted(range(len(pieces)), key=lambda piece: -pieces[piece].effort)


def may(piece: Piece, hand: int) -> bool:
    """Tell whether a hand may do a piece."""
    return bool(piece.hands >> hand & 1)


@cache
def bits(hands: int) -> tuple[int, ...]:
    """Return the places of the bits that are set, the lowest first."""
    return tuple(hand for hand in range(hands.bit_length()) if hands >> hand & 1)
