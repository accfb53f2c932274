"""What a shared link says about a page: nothing that gives the reader away."""

from django.utils.translation import gettext_lazy as _

__all__ = ["NeutralShareMixin"]


class NeutralShareMixin:
    """For pages that somebody in danger may read and pass on: their share card can be neutral."""

    title: str

    @property
    def shares_neutrally(self) -> bool:
        """Whether the share card hides what the page is about."""
        return True

    @property
    def share_title(self) -> object:
        """The title in share cards and chats."""
        return _("Public service information") if self.shares_neutrally else self.title
