"""Public pages that search does not know, and what that asks of the database: the home page and lists of pages."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction

from publishing.models.page import PortalPage
from publishing.models.types import page_types
from publishing.routing import site_frame

__all__ = ["unsearched_and_open"]


def unsearched_and_open() -> Q:
    """The condition that ``page`` is one of them and open to everybody today; part of a query, and none of its own.

    The ledger says that of all other pages. There are a handful of these, and each type has a table of its own.
    """
    frame = site_frame()
    open_now = Q(pk__in=())
    if frame is None:
        return open_now
    above = PageViewRestriction.objects.annotate(below=ExpressionWrapper(OuterRef("path"), CharField()))
    restricted = Exists(above.filter(below__startswith=F("page__path")))
    for model in page_types():
        if model.search_excluded:
            pages = model.objects.filter(~restricted, live=True, path__startswith=frame.root_path)
            pages = pages.exclude(information_class=PortalPage.InformationClass.EXCLUDED)
            open_now |= Q(page__in=pages.order_by().values("pk"))
    return open_now
