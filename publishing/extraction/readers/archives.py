"""Office files are ZIP archives of XML. Nothing in them is believed: what is unpacked is counted as it comes out."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from publishing.extraction.readers.parts import Refusal, RefusedError

__all__ = ["Archive", "Event"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 1
_STEP = 65_536
_PROBLEMS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that stands in a part: the begin or the end of an element (``tag`` without namespace), or text."""

    kind: str  # "start", "end" or "text"
    tag: str
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The attribute with this name in whatever namespace; empty where there is none."""
        return next((value for key, value in self.attributes.items() if _local(key) == name), "")

    @property
    def starts(self) -> bool:
        """Whether an element begins here."""
        return self.kind == "start"

    @property
    def ends(self) -> bool:
        """Whether an element ends here."""
        return self.kind == "end"


class Archive:
    """The parts of an office file by name. Raises ``RefusedError`` wherever one can't be read."""

    def __init__(self, data: bytes, *, unpacked: int) -> None:
        if data.startswith(_OLE):
            # Word and Excel wrap a file with a password into the container of their old formats.
            raise RefusedError(Refusal.PASSWORD)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _PROBLEMS:
            raise RefusedError(Refusal.BROKEN) from None
        self._infos = {info.filename: info for info in self._archive.infolist()}
        self._room = unpacked

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def events(self, name: str) -> Iterator[Event]:
        """What stands in a part, in its order; no tree is built, so that memory does not grow with it.

        A part that the archive lacks is empty. A document type (entities, other files) is refused: office files have
        none. Raises ``RefusedError`` for a part that is encrypted, damaged, or swells beyond all measure.
        """
        info = self._infos.get(name)
        if info is None:
            return
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise RefusedError(Refusal.PASSWORD)
        target = _Target()
        try:
            parser = DefusedXMLParser(target=target, forbid_dtd=True)
            with self._archive.open(info) as packed:
                while data := packed.read(_STEP):
                    self._room -= len(data)
                    if self._room < 0:
                        raise RefusedError(Refusal.TOO_LARGE)
                    parser.feed(data)
                    yield from target.taken()
            parser.close()
        except (ParseError, DefusedXmlException, *_PROBLEMS):
            raise RefusedError(Refusal.BROKEN) from None
        yield from target.taken()


class _Target:
    """Collects what the parser reports."""

    def __init__(self) -> None:
        self._events: list[Event] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._events.append(Event("start", _local(tag), attributes=attributes))

    def end(self, tag: str) -> None:
        self._events.append(Event("end", _local(tag)))

    def data(self, text: str) -> None:
        self._events.append(Event("text", "", text))

    def close(self) -> None:
        """Part of what the parser expects."""

    def taken(self) -> list[Event]:
        """What was collected since the last time."""
        events, self._events = self._events, []
        return events


def _local(name: str) -> str:
    return name.rpartition("}")[2]
