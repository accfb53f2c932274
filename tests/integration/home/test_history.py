"""Every state of an agency or a help line is remembered, with who and when, whoever saves it."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db.models import F, ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.log_actions import registry as log_registry
from wagtail.models import Revision

from home.models import Agency, HelpLine
from publishing.models.remembered import Remembered, remember_existing
from tests.factories import home as make
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

FORM = {
    "name": "SAPA 129",
    "channel": "phone",
    "number": "129",
    "hours": "",
    "note": "",
    "checked_on": "",
    "checked_by": "",
}


@pytest.fixture
def secretary(client: Client) -> User:
    user = person("sekretaris", "Sekretariat")
    client.force_login(user)
    return user


def address(name: str, *args: object, model: str = "helpline") -> str:
    return reverse(f"wagtailsnippets_home_{model}:{name}", args=args)


def told(obj: Remembered) -> list[tuple[str, Any]]:
    """The log, the oldest first, and each entry with a revision of its own."""
    entries = list(log_registry.get_logs_for_instance(obj).order_by("timestamp", "pk"))
    revisions = [entry.revision_id for entry in entries if entry.revision_id]
    assert revisions == list(obj.revisions.order_by("created_at", "pk").values_list("pk", flat=True))
    return [(entry.action.removeprefix("wagtail."), entry.user and entry.user.username) for entry in entries]


@pytest.mark.parametrize("create", [make.agency, make.help_line])
def test_what_code_saves_is_kept(create: Any) -> None:
    thing = create(name="Lama")
    thing.name = "Baru"
    with LogContext(user=person("sekretaris", "Sekretariat")):
        thing.save()
    thing.save()
    assert told(thing) == [("create", None), ("edit", "sekretaris")]
    assert [revision.content["name"] for revision in thing.revisions.order_by("pk")] == ["Lama", "Baru"]
    assert type(thing).objects.get(pk=thing.pk).latest_revision == thing.latest_revision


def test_what_is_kept_is_what_was_stored() -> None:
    agency = make.agency(name="Dinas", role="Lama")
    agency.role, agency.phone = "Baru", "(0482) 1"
    agency.save(update_fields=["role"])
    assert agency.latest_revision.content["phone"] == ""
    line = make.help_line(hours="Senin")
    line.note = F("hours")
    line.save()
    assert line.latest_revision.content["note"] == "Senin"


def test_another_place_in_the_list_is_no_change() -> None:
    line = make.help_line()
    line.sort_order = 7
    line.save(update_fields=["sort_order"])
    assert line.revisions.count() == 1
    assert line.revisions.get().as_object().sort_order == 7


def test_the_form_keeps_each_change_once(client: Client, secretary: User) -> None:
    client.post(address("add"), FORM)
    line = HelpLine.objects.get()
    client.post(address("edit", line.pk), FORM | {"number": "1290"})
    client.post(address("edit", line.pk), FORM | {"number": "1290"})
    assert told(line) == [("create", "sekretaris"), ("edit", "sekretaris")]
    client.post(address("revisions_revert", line.pk, line.revisions.earliest("pk").pk), FORM)
    assert told(line)[2:] == [("revert", "sekretaris")]
    assert HelpLine.objects.get().number == "129"
    first, second, third = (revision.pk for revision in line.revisions.order_by("pk"))
    html = client.get(address("history", line.pk)).content.decode()
    assert html.count("sekretaris") >= 3
    assert address("revisions_compare", line.pk, first, second) in html
    compared = client.get(address("revisions_compare", line.pk, first, second)).content.decode()
    assert "1290" in compared
    assert address("revisions_compare", line.pk, second, third) in html


def test_the_form_of_an_agency_keeps_its_changes(client: Client, secretary: User) -> None:
    agency = make.agency(name="Dinas Sosial")
    fields = dict.fromkeys(("short_name", "role", "address", "phone", "email", "website"), "")
    fields |= {"name": "Dinas Sosial", "kind": "pemerintah", "role": "Menerima laporan"}
    client.post(address("edit", agency.pk, model="agency"), fields)
    assert told(agency) == [("create", None), ("edit", "sekretaris")]
    html = client.get(address("history", agency.pk, model="agency")).content.decode()
    assert "sekretaris" in html


@pytest.mark.parametrize("model", ["helpline", "agency"])
def test_nothing_half_typed_becomes_public(client: Client, secretary: User, model: str) -> None:
    thing = make.help_line() if model == "helpline" else make.agency()
    for where in (address("add", model=model), address("edit", thing.pk, model=model)):
        response = client.get(where)
        assert response.context["autosave_enabled"] is False
        assert "w-autosave-indicator" not in response.content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_history_is_not_purged_but_goes_with_its_object() -> None:
    make.site()
    agency = make.agency(role="Lama")
    agency.role = "Baru"
    agency.save()
    call_command("purge_revisions", verbosity=0)
    assert agency.revisions.count() == 2
    with pytest.raises(ProtectedError):
        Revision.objects.filter(pk__in=agency.revisions.values("pk")).delete()
    assert agency.revisions.count() == 2
    agency.delete()
    assert not Revision.objects.for_instance(agency).exists()
    line = make.help_line()
    HelpLine.objects.all().delete()
    assert not Revision.objects.for_instance(line).exists()


def test_an_older_portal_gets_a_first_state() -> None:
    agency = make.agency(name="Dinas")
    Agency.objects.update(latest_revision=None)
    agency.revisions.all()._raw_delete("default")
    assert remember_existing(Agency) == 1
    assert remember_existing(Agency) == 0
    agency.refresh_from_db()
    assert agency.latest_revision.content["name"] == "Dinas"
    entry = log_registry.get_logs_for_instance(agency).first()
    assert (entry.action, entry.revision_id) == ("portal.history_began", agency.latest_revision_id)
    assert str(entry.message)
