"""The secretariat's synonyms for search: read once a generation, so that a change works at once in every process."""

from publishing.generation import per_generation
from publishing.models import SynonymGroup
from search.synonyms import Group, OneWay

__all__ = ["kept_groups"]


@per_generation
def kept_groups() -> tuple[Group | OneWay, ...]:
    """All groups, for ``search.synonyms.add_source``; one that was stored without its checks and says nothing is left out."""
    groups = SynonymGroup.objects.order_by("pk").only("words", "one_way")
    return tuple(group.for_search for group in groups if len(group.members) > 1)
