"""What a stranger tries first works: each example is run as it stands."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("locale", ["en", "zh_Hant"])
def test_an_example_tells_its_story_to_the_end(example, locale, tmp_path) -> None:
    """The bill is settled and the day's report printed, whatever the language."""
    told = subprocess.run(
        [sys.executable, str(example), "--locale", locale],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert told.returncode == 0, told.stderr
    assert "2,286,900" in told.stdout
