"""The strings of the interface and their translations: found in the code, compared, merged; pure functions.

Django's own ``makemessages`` needs the gettext tools, which a fresh machine does not have, and leaves what nobody uses
any more in the catalogue. Python is read by ``ast``, so that aliases and strings over several lines are understood;
templates by Django's ``templatize``, so that the message is letter by letter the one that is looked up at run time.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

__all__ = [
    "PACKAGES",
    "Message",
    "all_messages",
    "faults",
    "merge",
    "messages_below",
    "messages_in_python",
    "messages_in_template",
    "new_catalogue",
    "plurals_joined",
]

PACKAGES = ("portal", "home", "resources", "meetings", "publishing", "search")
_TEMPLATE_SUFFIXES = frozenset({".html", ".txt", ".svg", ".xml"})

# What each function of django.utils.translation takes: the roles of its leading arguments.
_FUNCTIONS = {
    **dict.fromkeys(("gettext", "gettext_lazy", "gettext_noop"), ("text",)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), ("text", "plural")),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ("context", "text")),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ("context", "text", "plural")),
}
_LITERAL = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({_LITERAL}(?:, {_LITERAL})*)", re.DOTALL)
_TEMPLATE_LITERAL = re.compile(_LITERAL, re.DOTALL)
_TAG = re.compile(r"<[^<>]+>")
# A doubled per cent sign comes first, so that it is never taken for the start of a placeholder.
_PLACEHOLDER = re.compile(r"%%|%(?:\(\w+\))?[#0+-]*\d*(?:\.\d+)?[a-zA-Z]|\{\w*\}")


class Message(NamedTuple):
    """A string of the interface: its English text, the English plural, and the context that tells it from others."""

    text: str
    plural: str = ""
    context: str = ""


def messages_in_python(source: str) -> set[Message]:
    """The messages of a Python module, under whatever names it imported the functions of ``django.utils.translation``.

    A call whose text is not a plain string is not a message of its own and is left out. Raises ``SyntaxError`` for a
    source that is not Python.
    """
    tree = ast.parse(source)
    functions, modules = _imported(tree)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (roles := _roles(node.func, functions, modules)):
            parts = [argument.value for argument in node.args[: len(roles)] if isinstance(argument, ast.Constant)]
            if len(parts) == len(roles) and all(isinstance(part, str) for part in parts):
                found.add(Message(**dict(zip(roles, parts, strict=True))))  # type: ignore[arg-type]
    return found


def _imported(tree: ast.AST) -> tuple[dict[str, tuple[str, ...]], set[str]]:
    """The local names of the translation functions with their roles, and the local names of the module itself."""
    functions: dict[str, tuple[str, ...]] = {}
    modules: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        for name in node.names:
            if node.module == "django.utils.translation" and name.name in _FUNCTIONS:
                functions[name.asname or name.name] = _FUNCTIONS[name.name]
            elif node.module == "django.utils" and name.name == "translation":
                modules.add(name.asname or name.name)
    return functions, modules


def _roles(function: ast.expr, functions: dict[str, tuple[str, ...]], modules: set[str]) -> tuple[str, ...]:
    """The roles of the arguments of a called expression; empty when it is no translation function."""
    if isinstance(function, ast.Name):
        return functions.get(function.id, ())
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in modules:
        return _FUNCTIONS.get(function.attr, ())
    return ()


def messages_in_template(source: str) -> set[Message]:
    """The messages of a Django template: ``translate``, ``blocktranslate`` and ``_("…")``.

    Raises ``SyntaxError`` where a ``blocktranslate`` holds another tag.
    """
    found = set()
    for name, arguments in _TEMPLATE_CALL.findall(templatize(source)):
        roles = _FUNCTIONS["gettext" if name == "_" else name]
        parts = [ast.literal_eval(literal) for literal in _TEMPLATE_LITERAL.findall(arguments)]
        if name == "_":
            # The template engine doubles the per cent signs of such a constant before it looks it up.
            parts = [part.replace("%", "%%") for part in parts]
        found.add(Message(**dict(zip(roles, parts, strict=True))))
    return found


def _sources(folder: Path) -> Iterator[Path]:
    """All modules below a folder, and all templates below a folder named ``templates``."""
    for path in folder.rglob("*"):
        if path.suffix == ".py" or (path.suffix in _TEMPLATE_SUFFIXES and "templates" in path.parts):
            yield path


def messages_below(*folders: Path) -> set[Message]:
    """The messages of all modules and templates below these folders."""
    found: set[Message] = set()
    for path in (path for folder in folders for path in _sources(folder)):
        source = path.read_text(encoding="utf-8")
        found |= messages_in_python(source) if path.suffix == ".py" else messages_in_template(source)
    return plurals_joined(found)


def all_messages(root: Path) -> set[Message]:
    """The messages of all modules and templates of the portal's own packages below ``root``."""
    return messages_below(root / "templates", *(root / package for package in PACKAGES))


def plurals_joined(messages: Iterable[Message]) -> set[Message]:
    """gettext keeps one entry for a text with and without a plural; so do we, the one with the plural."""
    joined: dict[tuple[str, str], Message] = {}
    for message in sorted(messages):
        joined[message.context, message.text] = message
    return set(joined.values())


def new_catalogue(language: str, plural_forms: str) -> polib.POFile:
    """An empty catalogue with its header; ``plural_forms`` as gettext writes it, e.g. ``nplurals=1; plural=0;``."""
    catalogue = polib.POFile(wrapwidth=120)
    catalogue.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return catalogue


def merge(messages: Iterable[Message], old: polib.POFile) -> tuple[polib.POFile, list[Message], list[Message]]:
    """The catalogue of exactly these messages, sorted, with the translations of ``old``; what came, what went.

    What a translator noted at an entry stays with it.
    """
    wanted = {(message.context, message.text): message for message in messages}
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old if not entry.obsolete}
    merged = polib.POFile(wrapwidth=120)
    merged.metadata = old.metadata
    for key in sorted(wanted, key=lambda pair: (pair[1].casefold(), pair[1], pair[0])):
        merged.append(_entry(wanted[key], known.get(key)))
    added = sorted(wanted[key] for key in wanted.keys() - known.keys())
    gone = sorted(_message(known[key]) for key in known.keys() - wanted.keys())
    return merged, added, gone


def _message(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def _entry(message: Message, old: polib.POEntry | None) -> polib.POEntry:
    """The entry of a message, with the old translation, also where the message has won or lost its plural since."""
    translation = "" if old is None else old.msgstr or old.msgstr_plural.get(0, "")
    fields = {"msgid": message.text, "msgctxt": message.context or None}
    if old is not None:
        fields |= {"flags": old.flags, "tcomment": old.tcomment}
    if message.plural:
        forms = old.msgstr_plural if old is not None and old.msgstr_plural else {0: translation}
        return polib.POEntry(**fields, msgid_plural=message.plural, msgstr_plural=forms)
    return polib.POEntry(**fields, msgstr=translation)


def _placeholders(text: str) -> set[str]:
    return {found for found in _PLACEHOLDER.findall(text) if found != "%%"}


def _ends(text: str) -> tuple[str, str]:
    """The white space that a text begins and ends with; what is put before or behind it counts on that."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def faults(messages: Iterable[Message], catalogue: polib.POFile) -> list[str]:
    """What is wrong with a catalogue for these messages, one line each; empty when it is complete.

    A message without an entry, an entry without a (finished) translation or without a message, and a translation
    whose placeholders, tags or spaces at the ends are not those of the message. A singular may leave out the number
    that its plural has.
    """
    expected = {(message.context, message.text): message for message in messages}
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found = [f"missing: {text!r}" for context, text in expected.keys() - entries.keys()]
    found += [f"used by nobody: {text!r}" for context, text in entries.keys() - expected.keys()]
    for key in expected.keys() & entries.keys():
        message, entry = expected[key], entries[key]
        if entry.msgid_plural != message.plural:
            found.append(f"another plural in the code: {entry.msgid!r}")
        elif entry.fuzzy:
            found.append(f"fuzzy: {entry.msgid!r}")
        else:
            found += _faults_of_translations(message, entry)
    return sorted(found)


def _faults_of_translations(message: Message, entry: polib.POEntry) -> Iterator[str]:
    allowed = _placeholders(message.text) | _placeholders(message.plural)
    required = _placeholders(message.plural or message.text)
    for translation in entry.msgstr_plural.values() if message.plural else [entry.msgstr]:
        if not translation.strip():
            yield f"not translated: {entry.msgid!r}"
        elif not required <= _placeholders(translation) <= allowed:
            yield f"other placeholders: {entry.msgid!r} → {translation!r}"
        elif sorted(_TAG.findall(translation)) != sorted(_TAG.findall(message.plural or message.text)):
            yield f"other tags: {entry.msgid!r} → {translation!r}"
        elif _ends(translation) != _ends(message.text):
            yield f"other spaces at the ends: {entry.msgid!r} → {translation!r}"
