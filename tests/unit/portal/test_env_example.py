"""``.env.example`` lists what the settings read, all of it and nothing else."""

import re
from pathlib import Path

BASE = Path(__file__).parents[3]
# Read by serve and not by the settings.
ELSEWHERE = {"HOST"}


def test_every_variable_is_listed_and_every_listed_one_is_read() -> None:
    settings = (BASE / "portal" / "settings.py").read_text()
    read = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings)) | ELSEWHERE
    listed = set(re.findall(r"^#([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    assert listed == read
