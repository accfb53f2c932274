from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        """Connect what keeps the search ledger and the generation in step with Wagtail's pages."""
        from publishing import lifecycle

        lifecycle.connect()
