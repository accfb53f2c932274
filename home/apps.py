from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        """Let the archive import make information pages."""
        from home.archive import build_information
        from publishing.archive import register_kind

        register_kind("information", build_information)
