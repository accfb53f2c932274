"""Draft, review, approval; and nobody approves what they last edited."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from wagtail.models import Task, Workflow

from tests.factories import home as make

pytestmark = pytest.mark.django_db


def person(name: str, *groups: str, **fields: Any) -> User:
    user = User.objects.create_user(name, password="contoh", **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def editor() -> User:
    return person("penyunting", "Editor")


@pytest.fixture
def secretary() -> User:
    return person("sekretaris", "Sekretariat")


@pytest.fixture
def leader() -> User:
    return person("pimpinan", "Pimpinan")


def started(author: User):  # type: ignore[no-untyped-def]
    page = make.information_page(live=False, title="Notulen", owner=author)
    page.save_revision(user=author)
    workflow = page.get_workflow()
    assert isinstance(workflow, Workflow)
    state = workflow.start(page, author)
    return page, state


def test_two_approvals_publish(editor: User, secretary: User, leader: User) -> None:
    page, state = started(editor)
    assert str(state.current_task_state.task) == "Tinjauan sekretariat"
    state.current_task_state.task.specific.on_action(state.current_task_state, secretary, "approve")
    state.refresh_from_db()
    page.refresh_from_db()
    assert not page.live
    assert str(state.current_task_state.task) == "Persetujuan pimpinan"
    state.current_task_state.task.specific.on_action(state.current_task_state, leader, "approve")
    page.refresh_from_db()
    assert page.live


def test_the_last_editor_can_neither_see_nor_force_the_approval(secretary: User) -> None:
    page, state = started(secretary)
    task = state.current_task_state.task.specific
    assert "approve" not in [name for name, *_ in task.get_actions(page, secretary)]
    with pytest.raises(PermissionDenied):
        task.on_action(state.current_task_state, secretary, "approve")
    other = person("sekretaris-dua", "Sekretariat")
    assert "approve" in [name for name, *_ in task.get_actions(page, other)]


@pytest.mark.parametrize("group", ["Editor", "Sekretariat", "Pimpinan"])
def test_no_group_publishes_directly(group: str) -> None:
    user = person("seseorang", group)
    page = make.information_page(live=False)
    assert not page.permissions_for_user(user).can_publish()
    revision = page.save_revision(user=user)
    with pytest.raises(PermissionDenied):
        revision.publish(user=user)


def test_a_secretary_can_take_a_page_down_at_once_and_an_editor_can_t(editor: User, secretary: User) -> None:
    page = make.publish(make.information_page())
    assert page.permissions_for_user(secretary).can_unpublish()
    assert page.permissions_for_user(secretary).can_set_view_restrictions()
    assert not page.permissions_for_user(editor).can_unpublish()


def test_members_read_members_content_and_have_no_admin() -> None:
    member = person("anggota", "Anggota Gugus Tugas")
    assert member.has_perm("search.view_members_content")
    assert not member.has_perm("wagtailadmin.access_admin")


def test_the_workflow_of_one_step_that_wagtail_brings_is_not_offered() -> None:
    assert [workflow.name for workflow in Workflow.objects.active()] == ["Tinjauan dan persetujuan"]
    assert [task.name for task in Task.objects.active()] == ["Tinjauan sekretariat", "Persetujuan pimpinan"]
