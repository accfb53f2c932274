"""Tells followers by mail what has changed, for the worker."""

import logging
from datetime import timedelta
from threading import Event
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from publishing.changes.reading import Happenings
from publishing.following.acts import followed_by
from publishing.following.news import news_for, public_news
from publishing.models import Follower
from search.access import ANONYMOUS_TOKENS, tokens_for

__all__ = ["mail_is_set_up", "mail_news"]

logger = logging.getLogger(__name__)

_NAMED = 30
_PAUSE = timedelta(minutes=55)
"""A little less than the worker's pause; a worker that is started anew sends no more often either."""


def mail_is_set_up() -> bool:
    """Whether mail leaves this machine; without a server for it Django would only print it into the log."""
    return not str(settings.EMAIL_BACKEND).endswith(".console.EmailBackend")


def mail_news(stop: Event | None = None) -> int:
    """Send one mail to each follower who wants it and for whom something has changed; returns how many were sent.

    The moment is written down before the mail is sent, by a comparison with what stood there, so that two workers send no
    mail twice, and no lock is held while a mail server is talked to. A mail that can't be sent is tried again next time.
    """
    if not mail_is_set_up():
        return 0
    sent = 0
    for follower in Follower.objects.filter(by_mail=True).select_related("user").order_by("pk"):
        if stop is not None and stop.is_set():
            break
        sent += _mail(follower)
    return sent


def _mail(follower: Follower) -> bool:
    user: Any = follower.user
    if not (user.is_active and user.email and user.has_perm("wagtailadmin.access_admin")):
        return False
    before, now = follower.mailed_until, timezone.now()
    if now - before < _PAUSE:
        return False
    followed = followed_by(user)
    every = news_for(user, followed, tokens_for(user), since=before, most=_NAMED, counted=True)
    if not every.total:
        return False
    # A mail goes through many hands: it names what everybody may know, and counts the rest.
    public = public_news(followed, ANONYMOUS_TOKENS, since=before, most=_NAMED)
    claimed = Follower.objects.filter(pk=follower.pk, by_mail=True, mailed_until=before).update(mailed_until=now)
    if not claimed:
        return False
    try:
        _send(user, every, public)
    except Exception as error:  # noqa: BLE001 - whatever a mail server does, the others get theirs.
        # Without the address, which belongs to a person.
        logger.warning("A mail to a follower could not be sent: %s", type(error).__name__)
        Follower.objects.filter(pk=follower.pk, mailed_until=now).update(mailed_until=before)
        return False
    return True


def _send(user: Any, every: Happenings, public: Happenings) -> None:
    profile = getattr(user, "wagtail_userprofile", None)
    with override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        subject = ngettext(
            "%(count)d change in what you follow", "%(count)d changes in what you follow", every.total
        ) % {"count": every.total}
        context = {
            "site": settings.WAGTAIL_SITE_NAME,
            "base": settings.WAGTAILADMIN_BASE_URL,
            "shown": public.shown,
            "unnamed": every.total - len(public.shown),
        }
        text = render_to_string("publishing/mail/news.txt", context)
        send_mail(f"{subject} · {_('Task force portal')}", text, None, [user.email])
