"""Blocks of the home page: the ways in by audience, and what is featured."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from publishing.models import PortalPage

__all__ = ["FEATURED_BLOCKS", "WAY_BLOCKS", "WAY_ICONS"]

# The icon beside each way, by the audience that it is for.
WAY_ICONS = {"public": "shield", "officers": "flow", "task_force": "people"}


class WayLinkBlock(blocks.StructBlock):
    """A page to go to straight away; without a text of its own the link shows the page's title."""

    page = blocks.PageChooserBlock(label=_("page"))
    text = blocks.CharBlock(
        label=_("link text"),
        required=False,
        max_length=80,
        help_text=_("Blank: the title of the page. E.g. Tanda-tanda perdagangan orang"),
    )


class WayBlock(blocks.StructBlock):
    """One way in: for whom, what is behind it, and where it leads."""

    audience = blocks.ChoiceBlock(
        label=_("audience"), choices=PortalPage.Audience.choices, default=PortalPage.Audience.PUBLIC
    )
    title = blocks.CharBlock(label=_("title"), max_length=60, help_text=_("E.g. Untuk warga"))
    text = blocks.TextBlock(
        label=_("text"),
        max_length=200,
        required=False,
        help_text=_("One sentence, e.g. Kenali tandanya, siapkan diri sebelum bekerja ke luar negeri."),
    )
    page = blocks.PageChooserBlock(label=_("page"), help_text=_("Where the title leads, e.g. Informasi pencegahan"))
    links = blocks.ListBlock(WayLinkBlock(), label=_("quick links"), default=[], max_num=4)

    class Meta:
        label = _("Way in")
        icon = "arrow-right"


class FeaturedBlock(blocks.StructBlock):
    """A page that deserves attention now, with words of its own where the page's do not fit."""

    page = blocks.PageChooserBlock(label=_("page"))
    title = blocks.CharBlock(
        label=_("title"), required=False, max_length=120, help_text=_("Blank: the title of the page.")
    )
    text = blocks.TextBlock(
        label=_("text"), required=False, max_length=250, help_text=_("Blank: the summary of the page.")
    )

    class Meta:
        label = _("Featured page")
        icon = "pick"


WAY_BLOCKS: list[tuple[str, blocks.Block]] = [("way", WayBlock())]
FEATURED_BLOCKS: list[tuple[str, blocks.Block]] = [("featured", FeaturedBlock())]
