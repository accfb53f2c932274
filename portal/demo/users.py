"""One account for each role, with passwords that are made on the spot and shown once."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.models import Group, User
from django.utils.translation import gettext as _

from portal.demo.builder import DemoRefusedError

__all__ = ["Account", "load_users"]

# User name and group; the superuser needs none.
_ACCOUNTS = (
    ("admin", ""),
    ("editor", "Editor"),
    ("sekretariat", "Sekretariat"),
    ("pimpinan", "Pimpinan"),
    ("anggota", "Anggota Gugus Tugas"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A user name with its role; ``password`` is empty for an account that was there before."""

    name: str
    role: str
    password: str


def load_users() -> list[Account]:
    """Make the accounts that are missing. Raises ``DemoRefusedError`` where a group is missing."""
    return [_account(name, group) for name, group in _ACCOUNTS]


def _account(name: str, group: str) -> Account:
    role = group or _("Superuser")
    if User.objects.filter(username=name).exists():
        return Account(name, role, "")
    password = secrets.token_urlsafe(12)
    user = User.objects.create_user(username=name, password=password, is_superuser=not group, is_staff=not group)
    if group:
        found = Group.objects.filter(name=group).first()
        if found is None:
            raise DemoRefusedError(_("The group “%(group)s” is missing. Run “manage.py migrate”.") % {"group": group})
        user.groups.add(found)
    return Account(name, role, password)
