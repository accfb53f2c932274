"""The app's configuration: registers the system checks, and counts what is asked."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Search: ledger, engines and the results page."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register the checks, which look at the models of all installed apps, and listen to the searches."""
        from search import checks  # noqa: F401
        from search.counting import listen

        listen()
