"""The order in which names can be worked out when some need others."""

from collections.abc import Mapping, Sequence


def in_order(needed: Mapping[str, frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Return names so that each stands after those it needs; a circle stands together."""
    done: set[str] = set()
    order: list[tuple[str, ...]] = []
    waiting = list(needed)
    while waiting:
        ready = [name for name in waiting if needed[name] <= done]
        if ready:
            order.extend((name,) for name in ready)
            done.update(ready)
        else:
            circle = _first_circle(waiting, needed)
            order.append(circle)
            done.update(circle)
        waiting = [name for name in waiting if name not in done]
    return tuple(order)


def _first_circle(waiting: Sequence[str], needed: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return names that need each other and nothing else that is waiting."""
    place = {name: index for index, name in enumerate(waiting)}
    reach = [sum(1 << place[other] for other in needed[name] if other in place) for name in waiting]
    for middle in range(len(waiting)):
        bit = 1 << middle
        for index, found in enumerate(reach):
            if found & bit:
                reach[index] = found | reach[middle]
    for index, found in enumerate(reach):
        bit = 1 << index
        if found & bit and all(
            reach[other] & bit for other in range(len(waiting)) if found >> other & 1
        ):
            return tuple(name for other, name in enumerate(waiting) if found >> other & 1)
    return tuple(waiting)
