"""Measure what is named on the command line, or everything, and print one table."""

import argparse
from collections.abc import Callable, Iterator

from benchmarks import (
    availability,
    board,
    channel_intake,
    channel_messages,
    channels,
    checkout,
    codec,
    documents,
    folio,
    housekeeping,
    meters,
    night,
    old_reservations,
    payment_rules,
    reservations_in,
    rooms,
    sqlite,
    tax,
    year,
)
from benchmarks.measure import Figure, table

AREAS: dict[str, Callable[[], Iterator[Figure]]] = {
    "folio": folio.figures,
    "checkout": checkout.figures,
    "rooms": rooms.figures,
    "tax": tax.figures,
    "board": board.figures,
    "housekeeping": housekeeping.figures,
    "availability": availability.figures,
    "documents": documents.figures,
    "payment_rules": payment_rules.figures,
    "meters": meters.figures,
    "channels": channels.figures,
    "channel_messages": channel_messages.figures,
    "reservations_in": reservations_in.figures,
    "channel_intake": channel_intake.figures,
    "old_reservations": old_reservations.figures,
    "codec": codec.figures,
    "sqlite": sqlite.figures,
    "night": night.figures,
    "year": year.figures,
}


def main() -> None:
    """Print the figures of some areas."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("area", nargs="*", help=f"{', '.join(AREAS)}; all when left out")
    areas = parser.parse_args().area or list(AREAS)
    if unknown := [area for area in areas if area not in AREAS]:
        parser.error(f"there is no {', '.join(unknown)}; choose from {', '.join(AREAS)}")
    print(table([figure for area in areas for figure in AREAS[area]()]))


if __name__ == "__main__":
    main()
