"""Promoted results (``wagtail.contrib.search_promotions``) as search wants them.

Editors set them in the admin for a question. Wagtail would also count every question that a visitor asks, in a row of
its own; nothing here or in search ever makes it do so, so its tables hold what editors wrote and nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable

from wagtail.contrib.search_promotions.models import SearchPromotion

from publishing.generation import per_generation
from publishing.references import page_key
from search.promotions import Promotion, subject

__all__ = ["promotions_for"]


def promotions_for(about: frozenset[str]) -> Iterable[Promotion]:
    """The promotions for a question about these stems, in the editors' order."""
    return _by_subject().get(about, ())


@per_generation
def _by_subject() -> dict[frozenset[str], list[Promotion]]:
    """All promotions by what their question is about; editors write a few dozen of them at most."""
    found: defaultdict[frozenset[str], list[Promotion]] = defaultdict(list)
    rows = SearchPromotion.objects.select_related("query").order_by("query", "sort_order", "pk")
    for row in rows:
        about = subject(row.query.query_string)
        text = " ".join(row.description.split())
        if row.page_id:
            found[about].append(Promotion(key=page_key(row.page_id), text=text))
        elif row.external_link_url.startswith(("http://", "https://")):
            found[about].append(Promotion(title=row.external_link_text or "", url=row.external_link_url, text=text))
    return dict(found)
