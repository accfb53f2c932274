"""One stylesheet and one script for the whole site, put together from the components' own files.

Sources lie in ``portal/static/portal/css/*.css`` and ``…/js/*.js``, one file a component. Visitors on slow lines get
``portal/site.css`` and ``portal/site.js``: each a single request, without comments and needless white space.
``BundleFinder`` is listed in ``STATICFILES_FINDERS``, so that ``collectstatic``, WhiteNoise and the development server
all see the two files as if they lay on disk.
"""

import atexit
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage

SOURCES = Path(__file__).resolve().parent / "static" / "portal"

_CSS_TOKEN = re.compile(
    r"""
    (?P<comment>/\*.*?\*/)
    | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^"')]*\))
    | (?P<space>\s+)
    | (?P<other>[^\s"'/u]+|.)
    """,
    re.DOTALL | re.VERBOSE,
)
_JS_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.DOTALL | re.MULTILINE)
_NO_SPACE_AFTER = frozenset("{};,>:")
_NO_SPACE_BEFORE = frozenset("{};,>)!")


def squeeze_css(text: str) -> str:
    """Return the stylesheet without comments and needless white space; strings and ``url()`` stay as they are.

    White space goes only where CSS gives it no meaning: never before a colon (``a :hover``), nor round the ``+`` and
    ``-`` of ``calc()``.
    """
    pieces: list[str] = []
    last = ";"
    pending = False
    for token in _CSS_TOKEN.finditer(text):
        if token.lastgroup == "comment":
            continue
        if token.lastgroup == "space":
            pending = True
            continue
        piece = token.group() if token.lastgroup == "string" else token.group().replace(";}", "}")
        if pending and last not in _NO_SPACE_AFTER and piece[0] not in _NO_SPACE_BEFORE:
            pieces.append(" ")
        if piece[0] == "}" and last == ";" and pieces:
            pieces[-1] = pieces[-1].removesuffix(";")
        pieces.append(piece)
        last, pending = piece[-1], False
    return "".join(pieces)


def squeeze_js(text: str) -> str:
    """Return the script without whole-line comments, indentation and empty lines.

    Line ends stay, since JavaScript may end a statement there. Comments behind code stay too: telling them from a
    regular expression or a string needs a parser, and our sources have none.
    """
    lines = (line.strip() for line in _JS_BLOCK_COMMENT.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


@dataclass(frozen=True, slots=True)
class Bundle:
    """One file for the browser: its name, where its parts lie, which come first and last, and how they are squeezed.

    Parts that are named neither in ``first`` nor in ``last`` come between them in alphabetical order, so that a new
    component needs no entry here and the order never depends on the file system.
    """

    name: str
    folder: Path
    suffix: str
    squeeze: Callable[[str], str]
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()

    def parts(self) -> list[Path]:
        """Return the source files in their fixed order; a file named in ``first`` or ``last`` must exist."""
        named = {*self.first, *self.last}
        between = sorted(path.stem for path in self.folder.glob(f"*{self.suffix}") if path.stem not in named)
        return [self.folder / f"{stem}{self.suffix}" for stem in (*self.first, *between, *self.last)]

    def text(self) -> str:
        """Return the content of the bundle."""
        return "".join(self.squeeze(path.read_text(encoding="utf-8")) for path in self.parts())

    def stamp(self) -> tuple[tuple[str, int], ...]:
        """Return what changes whenever a part is added, removed or saved."""
        return tuple((path.name, path.stat().st_mtime_ns) for path in self.parts())


BUNDLES = (
    Bundle(
        name="portal/site.css",
        folder=SOURCES / "css",
        suffix=".css",
        squeeze=squeeze_css,
        first=("tokens", "base", "layout"),
        last=("print",),
    ),
    Bundle(name="portal/site.js", folder=SOURCES / "js", suffix=".js", squeeze=squeeze_js),
)


def _private_folder() -> str:
    """Return a new folder of this process alone, removed when the process ends."""
    owner, folder = os.getpid(), tempfile.mkdtemp(prefix="portal-assets-")

    def remove() -> None:
        # A forked child inherits this handler; only the process that made the folder may remove it.
        if os.getpid() == owner:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


class BundleFinder(BaseFinder):
    """Static files finder for the bundles; rebuilds one whose source was saved since, for ``runserver``."""

    def __init__(self, app_names: Iterable[str] | None = None, bundles: tuple[Bundle, ...] = BUNDLES) -> None:
        self.bundles = {bundle.name: bundle for bundle in bundles}
        self._built: dict[str, tuple[tuple[str, int], ...]] = {}
        self._storage: FileSystemStorage | None = None
        # The stylesheet and the script are asked for at once, by two threads of the development server.
        self._lock = threading.RLock()

    @property
    def storage(self) -> FileSystemStorage:
        """The storage that holds the finished bundles; its folder is made when first needed."""
        with self._lock:
            if self._storage is None:
                self._storage = FileSystemStorage(location=_private_folder())
            return self._storage

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Report a bundle whose named parts are missing (``portal.E001``)."""
        return [
            Error(
                f"{bundle.name}: the source {path.name} does not exist.",
                hint=f"Add it to {bundle.folder}, or take it out of the bundle's order in portal/assets.py.",
                id="portal.E001",
            )
            for bundle in self.bundles.values()
            for path in bundle.parts()
            if not path.is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the address of the finished bundle on disk, or an empty list for any other path."""
        bundle = self.bundles.get(path.replace(os.sep, "/"))
        if bundle is None:
            return []
        found = self._build(bundle)
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each bundle with the storage it lies in; patterns are not asked, since a page needs both files."""
        for bundle in self.bundles.values():
            self._build(bundle)
            yield bundle.name, self.storage

    def _build(self, bundle: Bundle) -> str:
        with self._lock:
            target = Path(self.storage.path(bundle.name))
            stamp = bundle.stamp()
            if self._built.get(bundle.name) != stamp or not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                # Written beside and renamed: a request that reads the old one meanwhile never gets half a stylesheet.
                draft = target.with_suffix(f"{target.suffix}.new")
                draft.write_text(bundle.text(), encoding="utf-8")
                draft.replace(target)
                self._built[bundle.name] = stamp
            return str(target)
