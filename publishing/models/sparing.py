"""What Wagtail asks at every publication although it was read with something else."""

from typing import Any

__all__ = ["Sparing"]


class Sparing:
    """Mixed into ``PortalPage`` before Wagtail's ``Page``.

    ``publishing.publication`` says for the time of one publication what the page does not have.
    """

    without_aliases = False
    without_workflow = False

    @property
    def current_workflow_state(self) -> Any:
        """The workflow that waits for somebody, or None; see Wagtail."""
        return None if self.without_workflow else super().current_workflow_state  # type: ignore[misc]

    def update_aliases(self, **options: Any) -> None:
        """Bring the copies that follow this page up to date; see Wagtail."""
        if not self.without_aliases:
            super().update_aliases(**options)  # type: ignore[misc]
