"""The six prevention pages, in the order in which somebody would read them."""

from typing import Final

from home.models import InformationIndexPage, InformationPage, InformationSource
from portal.demo.builder import Builder
from portal.demo.prevention_people import CHILDREN, HELP
from portal.demo.prevention_signs import DEBT, SIGNS
from portal.demo.prevention_work import ABROAD, OFFERS
from portal.demo.text import link

__all__ = ["load_prevention"]

_LEAFLETS: Final = (SIGNS, ABROAD, OFFERS, DEBT, CHILDREN, HELP)


def load_prevention(builder: Builder, index: InformationIndexPage) -> None:
    """Put the pages below ``index``."""
    for leaflet in _LEAFLETS:
        page = InformationPage(
            title=leaflet.title,
            summary=leaflet.summary,
            emergency_first=leaflet.urgent,
            body=leaflet.text(lambda name, text: link(builder.pages[name], text)),
            sources=[_source(builder, name, part) for name, part in leaflet.sources],
            checked_on=builder.today,
        )
        builder.page(leaflet.name, index, page, topics=leaflet.topics)


def _source(builder: Builder, name: str, part: str) -> InformationSource:
    title = builder.pages[name].title
    return InformationSource(title=f"{title}, {part}" if part else title)
