"""Typed readers for the environment: a value that does not fit its type stops the start with a clear message."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

__all__ = ["Env"]

T = TypeVar("T")

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


class Env:
    """Reads settings from a mapping of strings (usually ``os.environ``).

    Every reader takes the variable's name and a default and returns the typed value. A variable that is set to
    something that does not fit raises ``ImproperlyConfigured`` and names the variable, never its value, because
    the value may be a secret.
    """

    def __init__(self, source: Mapping[str, str]) -> None:
        self._source = source

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding white space, or the default where it is unset or blank."""
        return self._source.get(name, "").strip() or default

    def boolean(self, name: str, *, default: bool = False) -> bool:
        """1/true/yes/on or 0/false/no/off, in any case."""
        raw = self._source.get(name)
        if raw is None:
            return default
        word = raw.strip().lower()
        if word in _TRUE:
            return True
        if word in _FALSE:
            return False
        raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off.")

    def integer(self, name: str, default: int, *, minimum: int = 0, maximum: int | None = None) -> int:
        """A whole number between minimum and maximum, both included."""
        raw = self.text(name)
        if not raw:
            return default
        try:
            value = int(raw)
        except ValueError:
            raise ImproperlyConfigured(f"{name} must be a whole number.") from None
        if value < minimum or (maximum is not None and value > maximum):
            top = "" if maximum is None else f" and at most {maximum}"
            raise ImproperlyConfigured(f"{name} must be at least {minimum}{top}.")
        return value

    def strings(self, name: str, default: tuple[str, ...] = ()) -> list[str]:
        """Values parted by commas, blanks dropped."""
        raw = self.text(name)
        return [part.strip() for part in raw.split(",") if part.strip()] if raw else list(default)

    def path(self, name: str, default: Path) -> Path:
        """A path, made absolute; ``~`` is the home folder."""
        raw = self.text(name)
        return (Path(raw).expanduser() if raw else default).absolute()

    def parsed(self, name: str, default: str, parse: Callable[[str], T]) -> T:
        """Whatever ``parse`` makes of the text; its ValueError becomes a message that names the variable."""
        try:
            return parse(self.text(name, default))
        except ValueError:
            raise ImproperlyConfigured(f"{name} can't be read; see .env.example for its form.") from None
