"""Interleaved timing: candidates take turns, and are compared inside the same round."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from statistics import median, quantiles
from time import process_time

import attrs

# Prepares untimed and returns what is timed.
Candidate = Callable[[], Callable[[], object]]


@attrs.frozen
class Figure:
    """How much one thing costs in relation to another.

    Attributes:
        title: what is measured.
        beside: what it is compared with.
        target: the highest ratio aimed at; None where the ratio is only shown.
        times: seconds a round.
        beside_times: the same of the other thing, round for round.
        each: how many times the thing was done in a round.
    """

    title: str
    beside: str
    target: float | None
    times: Sequence[float]
    beside_times: Sequence[float]
    each: int

    @property
    def ratios(self) -> list[float]:
        """The ratio inside each round."""
        return [mine / other for mine, other in zip(self.times, self.beside_times, strict=True)]

    @property
    def verdict(self) -> str:
        """Whether the median ratio keeps the target."""
        if self.target is None:
            return ""
        over = median(self.ratios) / self.target - 1
        return "met" if over <= 0 else f"missed by {over:.1%}"

    @property
    def row(self) -> tuple[str, ...]:
        """The figure as the table shows it."""
        ratios = self.ratios
        low, _, high = quantiles(ratios, n=4)
        return (
            self.title,
            self.beside,
            "" if self.target is None else f"≤ {self.target:g}",
            f"{median(ratios):.2f}",
            f"{min(ratios):.2f}..{max(ratios):.2f}",
            f"{high - low:.2f}",
            f"{median(self.times) / self.each * 1e6:,.2f}",
            f"{median(self.beside_times) / self.each * 1e6:,.2f}",
            self.verdict,
        )


HEADINGS = ("figure", "beside", "target", "ratio", "range", "IQR", "µs", "beside µs", "target is")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures in aligned columns, words to the left and numbers to the right."""
    rows = [HEADINGS, *(figure.row for figure in figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    is_text = [True, True, *[False] * (len(widths) - 3), True]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if left else cell.rjust(width)
            for cell, width, left in zip(row, widths, is_text, strict=True)
        ).rstrip()
        for row in rows
    )


def interleaved(candidates: Sequence[Candidate], rounds: int) -> list[list[float]]:
    """Return the process CPU time of each candidate in each round.

    Every round runs all of them, and begins with the next one. The first round is not counted.
    """
    times: list[list[float]] = [[] for _ in candidates]
    with own_garbage():
        for turn in range(rounds + 1):
            for step in range(len(candidates)):
                place = (turn + step) % len(candidates)
                run = candidates[place]()
                gc.collect()
                start = process_time()
                run()
                times[place].append(process_time() - start)
    return [counted for _, *counted in times]


@contextmanager
def own_garbage() -> Iterator[None]:
    """Leave the garbage collector on, as it is in use, but blind to what was there before.

    So each candidate pays for its own garbage, and none for the modules that happen to be loaded.
    """
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
