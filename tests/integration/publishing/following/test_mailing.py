"""Followers who want it are told by mail what has changed."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from publishing.following.acts import Followed, set_followed
from publishing.following.mailing import mail_news
from publishing.models import Edition, Follower
from tests.factories import home
from tests.factories.editions import publish_change
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return person("penyunting", "Editor", email="penyunting@example.org")


@pytest.fixture
def page(user: User) -> Any:
    """A page that somebody follows, with a change two hours after the last mail."""
    page = home.publish(home.information_page(live=False, title="Tanda & bahaya"))
    Edition.objects.update(published_at=timezone.now() - timedelta(days=1))
    everything = Followed(frozenset({page.pk}))
    set_followed(user, everything, everything, by_mail=True)
    Follower.objects.update(mailed_until=timezone.now() - timedelta(hours=2))
    page.summary = "Baru"
    return publish_change(page, "Tanda kelima <ditambahkan>")


def test_one_mail_tells_it_once(page: Any) -> None:
    assert mail_news() == 1
    (message,) = mail.outbox
    assert message.to == ["penyunting@example.org"]
    assert "1 perubahan" in message.subject
    for said in ("Tanda & bahaya", "Tanda kelima <ditambahkan>", f"{page.url}versi/2/", "/admin/following/"):
        assert said in message.body
    assert mail_news() == 0
    Follower.objects.update(mailed_until=timezone.now() - timedelta(minutes=56))
    Edition.objects.update(published_at=timezone.now() - timedelta(hours=3))
    assert mail_news() == 0


def test_what_not_everybody_may_know_is_counted_and_not_named(page: Any, user: User) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert mail_news() == 1
    (message,) = mail.outbox
    assert "Tanda" not in message.body
    assert "Ada 1 lagi" in message.body


def test_a_deletion_is_counted_and_not_named(page: Any, user: User) -> None:
    page.delete()
    assert mail_news() == 1
    (message,) = mail.outbox
    assert "Tanda" not in message.body
    assert "Ada 1 lagi" in message.body


@pytest.mark.parametrize(
    "change",
    [{"is_active": False}, {"email": ""}, {"groups": []}],
)
def test_who_can_not_or_must_not_get_mail_gets_none(page: Any, user: User, change: dict[str, Any]) -> None:
    if "groups" in change:
        user.groups.clear()
    else:
        User.objects.update(**change)
    assert mail_news() == 0
    assert mail.outbox == []


def test_without_a_wish_or_without_a_mail_server_nothing_is_sent(page: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert mail_news() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Follower.objects.update(by_mail=False)
    assert mail_news() == 0
    Follower.objects.update(by_mail=True)
    assert mail_news() == 1


def test_a_mail_that_fails_is_tried_again_and_keeps_nobody_else_waiting(
    page: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    other = person("kedua", "Editor", email="kedua@example.org")
    everything = Followed(frozenset({page.pk}))
    set_followed(other, everything, everything, by_mail=True)
    Follower.objects.update(mailed_until=timezone.now() - timedelta(hours=2))
    send = EmailBackend.send_messages

    def refuse(self: EmailBackend, messages: Any) -> int:
        if messages[0].to == ["penyunting@example.org"]:
            raise ConnectionRefusedError
        return int(send(self, messages))

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    with caplog.at_level(logging.WARNING):
        assert mail_news() == 1
    assert "ConnectionRefusedError" in caplog.text
    assert "@example.org" not in caplog.text
    monkeypatch.undo()
    assert mail_news() == 1
    assert [message.to[0] for message in mail.outbox] == ["kedua@example.org", "penyunting@example.org"]


def test_the_wish_is_asked_only_where_mail_leaves_the_machine(client: Client, user: User, settings: Any) -> None:
    client.force_login(user)
    assert 'name="by_mail"' in client.get("/admin/following/").content.decode()
    client.post("/admin/following/", {"by_mail": "on"})
    assert Follower.objects.get().by_mail
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert 'name="by_mail"' not in client.get("/admin/following/").content.decode()
    client.post("/admin/following/", {})
    # What was not asked is not answered.
    assert Follower.objects.get().by_mail
