"""What editors follow: a page, all pages of a kind, or all pages on a topic."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

__all__ = ["Follow", "Follower"]


class Follower(models.Model):
    """Somebody who follows something: until when they have seen what has changed, and whether they get mail.

    ``mailed_until`` is the moment up to which it was told by mail.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="follower"
    )
    seen_until = models.DateTimeField(_("seen until"), default=timezone.now)
    by_mail = models.BooleanField(_("also by mail"), default=False)
    mailed_until = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("follower")
        verbose_name_plural = _("followers")

    def __str__(self) -> str:
        return str(self.user)


class Follow(models.Model):
    """One thing that somebody follows: exactly one of ``page``, ``kind`` (of search) and ``topic`` is set."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=50, blank=True)
    topic = models.ForeignKey("publishing.Topic", null=True, on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()
        verbose_name = _("followed")
        verbose_name_plural = _("followed")
        constraints = [
            models.UniqueConstraint(
                fields=["follower", "page"], condition=models.Q(page__isnull=False), name="publishing_follow_page_once"
            ),
            models.UniqueConstraint(
                fields=["follower", "kind"], condition=~models.Q(kind=""), name="publishing_follow_kind_once"
            ),
            models.UniqueConstraint(
                fields=["follower", "topic"],
                condition=models.Q(topic__isnull=False),
                name="publishing_follow_topic_once",
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, kind="", topic__isnull=True)
                | (models.Q(page__isnull=True, topic__isnull=True) & ~models.Q(kind=""))
                | models.Q(page__isnull=True, kind="", topic__isnull=False),
                name="publishing_follow_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.kind or f"{self.page_id or self.topic_id}"
