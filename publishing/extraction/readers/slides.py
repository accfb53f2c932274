"""Slides (PPTX): one part a slide. Hidden slides and speaker's notes are left out."""

from publishing.extraction.readers.archives import Archive
from publishing.extraction.readers.parts import Kind, Out, Refusal, RefusedError
from publishing.extraction.readers.relations import relations

__all__ = ["read"]

_PRESENTATION = "ppt/presentation.xml"


def read(archive: Archive, out: Out) -> None:
    """Give the slides of a PPTX file in their order."""
    if _PRESENTATION not in archive:
        raise RefusedError(Refusal.BROKEN)
    targets = relations(archive, _PRESENTATION)
    slides = [
        # The slide has an id of its own and, in the namespace of relations, that of its part.
        next((value for name, value in event.attributes.items() if name.endswith("}id")), "")
        for event in archive.events(_PRESENTATION)
        if event.starts and event.tag == "sldId"
    ]
    out.pages = len(slides)
    for number, key in enumerate(slides, start=1):
        out.section("", _paragraphs(archive, targets.get(key, "")), kind=Kind.SLIDE, number=number)


def _paragraphs(archive: Archive, part: str) -> list[str]:
    paragraphs: list[str] = []
    pieces: list[str] = []
    texts = 0
    for event in archive.events(part):
        if event.tag == "sld" and event.starts and event.get("show") in {"0", "false"}:
            return []
        if event.tag == "t":
            texts += 1 if event.starts else -1
        elif event.kind == "text" and texts:
            pieces.append(event.text)
        elif event.tag == "br" and event.starts:
            pieces.append(" ")
        elif event.tag == "p" and event.ends:
            paragraphs.append("".join(pieces))
            pieces = []
    return paragraphs
