"""Puts sample content into the site, each piece once; whatever is there already is left as it is."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4, uuid5

from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from home.models import Agency, HomePage
from publishing.models import PortalPage, Topic
from publishing.trash.place import kept

__all__ = ["Builder", "DemoRefusedError"]

AnyPage = TypeVar("AnyPage", bound=PortalPage)
AnyModel = TypeVar("AnyModel", bound=Model)

_NAMESPACE = UUID("5e1f7c52-8d0b-4f0c-9a6e-2b7a43f0c730")
_SECRETARIAT = "DP3AP2KB"


class DemoRefusedError(Exception):
    """The site is not one that the sample content fits into; the message says why."""


class Builder:
    """Makes what is missing and remembers it under short names.

    A page is known again by a key of its own, which stays the same when somebody renames or moves it, or by its slug
    below its parent. ``made`` and ``kept`` count by model; ``agencies`` are known by short name, or by name without one.
    """

    def __init__(self, today: date) -> None:
        self.today = today
        self.made: Counter[type[Model]] = Counter()
        self.kept: Counter[type[Model]] = Counter()
        self.pages: dict[str, Any] = {}
        self.agencies: dict[str, Agency] = {}

    # --- Pages --------------------------------------------------------------------------------------------------------

    def home(self) -> HomePage:
        """The home page of the default site. Raises ``DemoRefusedError`` where there is none."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        page = site.root_page.specific if site else None
        if not isinstance(page, HomePage):
            raise DemoRefusedError(_("The site has no home page yet. Run “manage.py migrate” first."))
        return page

    def page(
        self,
        name: str,
        parent: Page,
        page: AnyPage,
        *,
        topics: Iterable[str] = (),
        finish: Callable[[AnyPage], None] | None = None,
    ) -> AnyPage:
        """The page called ``name``: the one that is there, or ``page``, put below ``parent`` and published.

        ``name`` is also its slug. ``finish`` gets a page that is about to be made, for what costs something (a file).
        Raises ``DemoRefusedError`` when another kind of page stands at
        its address, and ``ValidationError`` when the page breaks a rule of its type.
        """
        page.slug = name
        key = uuid5(_NAMESPACE, name)
        known = self._known(key, parent, page)
        if known is not None:
            self.kept[type(page)] += 1
            self.pages[name] = known
            return known
        # Of one that was deleted the key is kept, for the day on which it is restored.
        page.translation_key = uuid4() if Page.objects.filter(translation_key=key).exists() else key
        page.topics = list(Topic.objects.filter(slug__in=tuple(topics)))
        page.owner_agency = self.agencies[_SECRETARIAT]
        page.live = False
        if finish is not None:
            finish(page)
        parent.add_child(instance=page)
        shown = self.publish(page)
        self.made[type(page)] += 1
        self.pages[name] = shown
        return shown

    @staticmethod
    def _known(key: UUID, parent: Page, page: AnyPage) -> AnyPage | None:
        beside = Q(path__startswith=parent.path, depth=parent.depth + 1, slug=page.slug)
        found = kept(Page.objects.filter(Q(translation_key=key) | beside)).order_by("depth", "path").first()
        if found is None:
            return None
        specific = found.specific
        if type(specific) is not type(page):
            raise DemoRefusedError(
                _("At “%(slug)s” stands a page of another kind: %(title)s") % {"slug": page.slug, "title": found.title}
            )
        return specific

    @staticmethod
    def publish(page: AnyPage) -> AnyPage:
        """Publish what ``page`` holds through a revision; returns the page as the database has it then."""
        page.save_revision().publish(skip_permission_checks=True)
        return type(page).objects.get(pk=page.pk)

    # --- The rest -----------------------------------------------------------------------------------------------------

    def record(self, wanted: AnyModel, known: AnyModel | None) -> AnyModel:
        """``known`` where it is one, else ``wanted``, checked and saved."""
        if known is not None:
            self.kept[type(wanted)] += 1
            return known
        wanted.full_clean()
        wanted.save()
        self.made[type(wanted)] += 1
        return wanted
