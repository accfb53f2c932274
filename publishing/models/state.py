"""State that belongs to the site as a whole."""

from django.db import models


class SiteGeneration(models.Model):
    """The one row that counts changes of public content; see ``publishing.generation``."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class ImportedRecord(models.Model):
    """Which page an archive line became, so that a second import finds it again.

    ``digest`` is the SHA-256 of the line; ``revision`` the one that the import made: when the page has a newer one,
    somebody has edited it, and the import leaves it alone.
    """

    parent = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=255)
    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+")
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["parent", "slug"], name="publishing_import_once")]

    def __str__(self) -> str:
        return self.slug
