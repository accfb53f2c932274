"""Choosing an agency in a form."""

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from tests.factories import meetings
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db


def test_the_buttons_speak_the_language_of_whoever_opens_the_form() -> None:
    form = f"/admin/pages/{meetings.meeting().pk}/edit/"
    seen = {}
    for language in ("en", "id"):
        user = person(f"editor-{language}", "Sekretariat")
        UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
        client = Client()
        client.force_login(user)
        seen[language] = client.get(form).content.decode()
    assert "Choose agency" in seen["en"]
    assert "Pilih instansi" not in seen["en"]
    assert "Pilih instansi" in seen["id"]
    assert "Choose agency" not in seen["id"]
