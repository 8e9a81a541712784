"""Numbers that look like those of cards, and what people write around their digits."""

from hypothesis import strategies as st

LENGTHS = range(13, 20)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
SEPARATORS = (
    "",
    " ",
    "-",
    ".",
    "/",
    " - ",
    "_",
    "\u00a0",
    "\u2013",
    "\u200b",
    "·",
    ", ",
    "__",
    "|",
)


def with_check_digit(digits):
    """Return digits with one more, so that they pass the check of ISO/IEC 7812-1."""
    for last in "0123456789":
        number = digits + last
        told = [int(digit) for digit in reversed(number)]
        doubled = [2 * digit - 9 * (digit > 4) for digit in told[1::2]]
        if (sum(told[::2]) + sum(doubled)) % 10 == 0:
            return number
    raise AssertionError


def drawn(random):
    """Return one of all card numbers."""
    length = random.choice(LENGTHS)
    first = random.choice("23456")
    return with_check_digit(first + "".join(random.choices("0123456789", k=length - 2)))


def written(random, number):
    """Return a number as somebody has written it: parted anywhere, perhaps in wide digits."""
    separator = random.choice(SEPARATORS)
    size = random.choice((1, 2, 4, 4, 4, 5, 6, 19))
    groups = [number[first : first + size] for first in range(0, len(number), size)]
    text = separator.join(groups)
    return text.translate(FULL_WIDTH) if random.random() < 0.2 else text


@st.composite
def numbers(draw):
    """Return a card number as somebody has written it."""
    random = draw(st.randoms(use_true_random=False))
    return written(random, drawn(random))


def digits_of(text):
    """Return the digits of a text, of any script."""
    return "".join(str(int(one)) for one in text if one.isdecimal())
