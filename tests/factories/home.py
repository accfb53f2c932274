"""Makes the site, agencies, help lines and the pages of ``home``.

Each function writes through the models' own doors, so that what it makes is in the ledger as on the real site. Fields
may be given by name; the rest has harmless values.
"""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home.models import (
    Agency,
    DirectoryPage,
    HelpLine,
    HelpLinesPage,
    HomePage,
    InformationIndexPage,
    InformationPage,
    StandardPage,
)

__all__ = [
    "agency",
    "child",
    "directory_page",
    "fresh_day",
    "help_line",
    "help_lines_page",
    "information_index",
    "information_page",
    "publish",
    "site",
    "stale_day",
    "standard_page",
]

_numbers = count(1)


def site() -> HomePage:
    """The home page of the default site; made anew where a test's database was emptied."""
    home = HomePage.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code="id")
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        home = HomePage(title="Beranda", slug="beranda", hero_title="Cari informasi dan dokumen")
        root.add_child(instance=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": home, "site_name": "Gugus Tugas TPPO Kabupaten Sinjai"},
    )
    return home


def child(parent: Page | None, model: type[Any], **fields: Any) -> Any:
    """A page of ``model`` below ``parent`` (None: the home page), live unless ``live=False`` is given.

    ``title`` and ``slug`` have defaults; the parent is read again, so that several children in a row are safe.
    """
    number = next(_numbers)
    above = Page.objects.get(pk=parent.pk if parent is not None else site().pk)
    fields.setdefault("title", f"Halaman {number}")
    fields.setdefault("slug", f"halaman-{number}")
    page = model(**fields)
    above.add_child(instance=page)
    return page


def publish(page: Any, user: Any = None) -> Any:
    """Save what ``page`` holds as a revision, publish it, and return the page as the database has it then."""
    page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    return type(page).objects.get(pk=page.pk)


def agency(**fields: Any) -> Agency:
    """An agency with a name of its own."""
    fields.setdefault("name", f"Dinas Contoh {next(_numbers)}")
    made: Agency = Agency.objects.create(**fields)
    return made


def fresh_day() -> date:
    """A day of checking that counts."""
    return timezone.localdate() - timedelta(days=10)


def stale_day() -> date:
    """A day of checking that lies too far back."""
    return timezone.localdate() - timedelta(days=400)


def help_line(**fields: Any) -> HelpLine:
    """A public phone line; give ``checked_on=None`` or ``stale_day()`` for one that is not shown."""
    fields.setdefault("name", f"Layanan Contoh {next(_numbers)}")
    fields.setdefault("number", "129")
    fields.setdefault("checked_on", fresh_day())
    made: HelpLine = HelpLine.objects.create(**fields)
    return made


def information_index(parent: Page | None = None, **fields: Any) -> InformationIndexPage:
    """The list of information pages."""
    fields.setdefault("title", "Informasi pencegahan")
    page: InformationIndexPage = child(parent, InformationIndexPage, **fields)
    return page


def information_page(parent: Page | None = None, **fields: Any) -> InformationPage:
    """An information page; without a parent below an index, which is made where there is none."""
    above = parent or InformationIndexPage.objects.first() or information_index()
    page: InformationPage = child(above, InformationPage, **fields)
    return page


def directory_page(parent: Page | None = None, **fields: Any) -> DirectoryPage:
    """The directory of agencies."""
    page: DirectoryPage = child(parent, DirectoryPage, **fields)
    return page


def help_lines_page(parent: Page | None = None, **fields: Any) -> HelpLinesPage:
    """The page of help lines."""
    page: HelpLinesPage = child(parent, HelpLinesPage, **fields)
    return page


def standard_page(parent: Page | None = None, **fields: Any) -> StandardPage:
    """A page such as the one on privacy."""
    page: StandardPage = child(parent, StandardPage, **fields)
    return page
