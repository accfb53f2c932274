"""How the editor of a page is laid out: three tabs, named as a secretary thinks."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import ObjectList, Panel, TabbedInterface
from wagtail.models import Page

from publishing.editions.forms import change_panel
from publishing.files.panels import FileTextsPanel

__all__ = ["tabs"]


def tabs(
    *, content: Sequence[Panel | str], about: Sequence[Panel | str], files: Sequence[Panel | str] = ()
) -> TabbedInterface:
    """The edit handler of a page type.

    ``content``: what it says (title first); what changes for the reader is asked below it. ``files``: attached files; the tab is left out where there are none.
    ``about``: summary, audience, topics, owner, information class and review date. The promote and settings panels
    of Wagtail (address, menu, schedule, comments) come last, in one tab.
    """
    # Above the files, or above the text that links to some, stands what search can't read of them.
    texts = FileTextsPanel()
    handlers = [ObjectList([*([] if files else [texts]), *content, change_panel()], heading=_("Content"))]
    if files:
        handlers.append(ObjectList([texts, *files], heading=_("Files")))
    handlers.append(ObjectList(list(about), heading=_("About this page")))
    handlers.append(ObjectList([*Page.promote_panels, *Page.settings_panels], heading=_("Address and schedule")))
    return TabbedInterface(handlers)
