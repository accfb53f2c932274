from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        """Connect what keeps search and the generation in step with Wagtail's pages and snippets, and their log."""
        from django.db.models.signals import pre_delete
        from wagtail.log_actions import registry
        from wagtail.models import Revision

        from publishing import lifecycle, moving
        from publishing.models import PortalLogEntry, PortalPage
        from publishing.models.remembered import protect
        from publishing.promotions_admin import fit_screens
        from publishing.synonyms import kept_groups
        from publishing.trash import deletion, policy
        from search.synonyms import add_source

        lifecycle.connect()
        moving.connect()
        pre_delete.connect(protect, sender=Revision, dispatch_uid="portal.remembered")
        fit_screens()
        policy.install()
        deletion.install()
        add_source(kept_groups)
        # Not register_model, which would list the entries twice in the site's history: the table is Wagtail's own.
        registry.log_entry_models_by_type.register(PortalPage, value=PortalLogEntry)
