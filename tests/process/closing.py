"""Close one day in a SQLite file, and say when it begins and what certificate it gave.

A child of `test_close`, which kills it somewhere in between. Arguments: the file and the date.
"""

import os
import sys
from datetime import date

from racing import DEWI, hotel_in


def main(path: str, day: str) -> None:
    """Close the day."""
    hotel = hotel_in(path)
    _ = hotel.read
    os.write(1, b"begun\n")
    hotel.by(DEWI).close_day(date.fromisoformat(day))
    os.write(1, f"{hotel.certificate(date.fromisoformat(day)).hash}\n".encode())


main(*sys.argv[1:])
