"""Tables that are gone through in one test, because their entries are many and small."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import signature
from typing import Any

import pytest

Test = Callable[..., None]


def each(
    names: str | tuple[str, ...], entries: Iterable[Any], ids: Callable[..., object] = str
) -> Callable[[Test], Test]:
    """Let one test check all entries of a table, and tell every one that fails.

    For thousands of entries pytest takes longer to keep count of them than the test to check them.
    A fixture is the same for all of them.

    Args:
        names: the parameters of the test that an entry is given to: one, or as many as it has.
        entries: what is checked, at least one.
        ids: how an entry is called.
    """
    table, taken = list(entries), (names,) if isinstance(names, str) else names
    assert table, f"there is nothing to check: {names}"

    def over_all(test: Test) -> Test:
        @wraps(test)
        def run(**fixtures: object) -> None:
            failures: list[BaseException] = []
            for entry in table:
                values = (entry,) if isinstance(names, str) else entry
                said = dict(zip(taken, values, strict=True))
                try:
                    test(**fixtures, **said)
                # Whatever is wrong with one entry, the others are checked as well.
                except (Exception, pytest.fail.Exception) as failure:  # noqa: BLE001
                    failure.add_note(f"{names}: {ids(entry)}")
                    failures.append(failure)
            if failures:
                raise BaseExceptionGroup(f"{len(failures)} of {len(table)} fail", failures)

        own = signature(test)
        left = [one for one in own.parameters.values() if one.name not in taken]
        run.__signature__ = own.replace(parameters=left)  # type: ignore[attr-defined]
        return run

    return over_all
