"""What the portal's libraries say in English only; a catalogue of the portal's own says it in the other languages.

Wagtail's Indonesian covers a third of its editor. What it and the other installed libraries lack stands in
``locale/libraries``, apart from the portal's own strings: ``manage.py messages`` brings it in step with the installed
versions. An entry there for what a library does translate is an exception, and its comment says why it is made.
"""

import gettext
from collections.abc import Iterable
from pathlib import Path

import django
import polib
from django.apps import apps
from django.utils.translation import to_locale

from portal.catalogue import PACKAGES, Message, messages_below, plurals_joined

__all__ = ["english", "libraries", "translated", "wanted"]


def libraries() -> list[Path]:
    """The folders of Django and of all installed apps but the portal's; a string of a later one wins at run time."""
    installed = [Path(app.path) for app in apps.get_app_configs() if app.name.partition(".")[0] not in PACKAGES]
    return [Path(django.__file__).parent / "conf", *reversed(installed)]


def english(folders: Iterable[Path], domain: str) -> set[Message]:
    """The strings of these libraries, as their English catalogues list them.

    A library without an English catalogue has its modules and templates read; a domain other than ``django``, such as
    the one of the scripts in the browser, is known from a catalogue only.
    """
    found: set[Message] = set()
    for folder in folders:
        source = folder / "locale" / "en" / "LC_MESSAGES"
        if (catalogue := source / f"{domain}.po").is_file():
            found |= {Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "") for entry in _entries(catalogue)}
        elif domain == "django" and not source.is_dir():
            found |= messages_below(folder)
    return plurals_joined(found)


def _entries(catalogue: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(catalogue)) if not entry.obsolete]


def translated(folders: Iterable[Path], language: str, domain: str) -> dict[tuple[str, str], str]:
    """Context and text of what these libraries translate, with the translation that is used.

    Read from the compiled catalogues that Django reads, under the names that it tries (``id`` and ``id_ID``).
    """
    found = {}
    for folder in folders:
        for path in reversed(gettext.find(domain, str(folder / "locale"), [to_locale(language)], all=True)):
            for entry in polib.mofile(path):
                if translation := entry.msgstr or entry.msgstr_plural.get(0, ""):
                    found[entry.msgctxt or "", entry.msgid] = translation
    return found


def wanted(folders: list[Path], old: polib.POFile, language: str, domain: str) -> set[Message]:
    """What the portal's catalogue for these libraries has to hold, so far as it is to be found there already.

    All that no library translates, and of what they do translate the entries of ``old`` with a comment.
    """
    done = translated(folders, language, domain)
    deliberate = {(entry.msgctxt or "", entry.msgid) for entry in old if entry.tcomment}
    return {
        message
        for message in english(folders, domain)
        if (key := (message.context, message.text)) not in done or key in deliberate
    }
