"""Which public pages use which file."""

from django.db import models

from search.access import unpack
from search.contract import MEMBERS

__all__ = ["FileUse"]


class FileUse(models.Model):
    """A file that a live page holds or links to; written in the transaction that publishes (``publishing.files``).

    ``access`` is that of the page, as the ledger stores it; ``members_only`` says that the page shows the file to
    members of the task force alone. Drafts have no uses.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey("publishing.PortalDocument", on_delete=models.CASCADE, related_name="uses")
    members_only = models.BooleanField(default=False)
    access = models.TextField(blank=True)

    # What editors see as "used in" is the page, which Wagtail's reference index knows itself.
    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "document"], name="publishing_file_use_once")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.document_id}"

    def opens_for(self, tokens: frozenset[str]) -> bool:
        """Whether a holder of these tokens may have the file because of this page."""
        return not tokens.isdisjoint(unpack(self.access)) and (not self.members_only or MEMBERS in tokens)
