"""How the parts of an Office Open XML file name each other."""

import posixpath

from publishing.extraction.readers.archives import Archive

__all__ = ["relations"]


def relations(archive: Archive, part: str) -> dict[str, str]:
    """The relations of a part: from the id that it uses to the name of the other part; what lies elsewhere is left out."""
    folder, _, name = part.rpartition("/")
    return {
        event.get("Id"): posixpath.normpath(posixpath.join("/", folder, event.get("Target")))[1:]
        for event in archive.events(f"{folder}/_rels/{name}.rels")
        if event.starts and event.tag == "Relationship" and event.get("TargetMode") != "External"
    }
