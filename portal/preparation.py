"""What must be done before a server starts after an installation or an update; each step does nothing when done."""

from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import polib
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.utils.translation.reloader import translation_file_changed

__all__ = ["catalogues", "compile_catalogue", "static_files_changed", "static_files_collected"]


def catalogues() -> Iterable[Path]:
    """All translation catalogues of the portal: ``<language>/LC_MESSAGES/*.po`` in locale/ and locale/libraries/."""
    for root in settings.LOCALE_PATHS:
        yield from sorted(Path(root).glob("*/LC_MESSAGES/*.po"))


def compile_catalogue(source: Path) -> bool:
    """Compile a catalogue beside itself where it is newer than its compiled form; says whether it did.

    Written aside and moved into place, so that a server that reads it meanwhile never sees half of it. Raises
    ``OSError`` with the line where the catalogue can't be parsed.
    """
    compiled = source.with_suffix(".mo")
    if compiled.is_file() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    aside = compiled.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(aside))
    aside.replace(compiled)
    # This process may have looked for the translations before; what it found then would stay until its end.
    translation_file_changed(sender=None, file_path=compiled)
    return True


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".sources"


def _fingerprint() -> str:
    """A digest over the names and contents of all files that collectstatic would take.

    Contents and not times: the portal's own bundles are put together anew in every process.
    """
    digest = blake2b(digest_size=16)
    for finder in get_finders():
        for path, storage in finder.list(None):
            content = Path(storage.path(path)).read_bytes()
            digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def static_files_changed() -> bool:
    """Whether any source of the static files was added, removed or saved since they were collected."""
    try:
        return _stamp().read_text() != _fingerprint()
    except FileNotFoundError:
        return True


def static_files_collected() -> None:
    """Note that the static files are those of the present sources."""
    _stamp().write_text(_fingerprint())
