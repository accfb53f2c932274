"""An institution that is chosen from the list of agencies or, where the list lacks it, named."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.archive import ArchiveContext, ArchiveRecord

__all__ = ["institution_name", "institution_of", "not_both"]


def institution_name(agency: Any | None, name: str) -> str:
    """What to show: the name of the agency, or of the institution that is none of the list."""
    return str(agency.name) if agency else name


def not_both(agency_id: int | None, name: str, *, field: str) -> None:
    """Refuse an agency with another name beside it; ``field``, that of the name, shows the message."""
    if agency_id is not None and name:
        raise ValidationError({field: _("Choose an agency or name an institution, not both.")})


def institution_of(
    record: ArchiveRecord, context: ArchiveContext, *, agency_field: str, name_field: str
) -> dict[str, Any]:
    """The agency that an archive record names, or its name where the list has no such agency, as a page's fields."""
    agency = context.agency(record.agency) if record.agency else None
    return {agency_field: agency, name_field: "" if agency else record.agency[:200]}
