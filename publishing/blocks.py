"""The blocks of body text, one list for every page type, and their plain text for search."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from publishing.html import to_text

__all__ = ["BODY_BLOCKS", "RICH_TEXT_FEATURES", "Section", "stream_contents", "stream_lines", "stream_text"]

RICH_TEXT_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]

# A section of a text: its heading, the anchor of the heading, and the plain text below it.
Section = tuple[str, str, str]


class HeadingValue(blocks.StructValue):
    """A heading with the anchor that contents lists and search hits link to."""

    @property
    def anchor(self) -> str:
        return slugify(self.get("text", ""))[:60] or "bagian"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("heading"), max_length=150)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("h2", _("Section")), ("h3", _("Subsection"))], default="h2", required=True
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        template = "blocks/heading.html"
        value_class = HeadingValue


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        label = _("Image")
        icon = "image"
        template = "blocks/image.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("quotation"))
    source = blocks.CharBlock(label=_("source"), required=False, help_text=_("E.g. Pasal 44 UU 21/2007"))

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        template = "blocks/quote.html"


class CalloutBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("info", _("Good to know")), ("warning", _("Warning")), ("help", _("Where to get help"))],
        default="info",
    )
    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=RICH_TEXT_FEATURES)

    class Meta:
        label = _("Highlighted box")
        icon = "help"
        template = "blocks/callout.html"


class TableValue(blocks.StructValue):
    """A table whose first row is the header."""

    @property
    def header(self) -> list[str]:
        rows = self.get("lines") or []
        return list(rows[0]) if rows else []

    @property
    def rows(self) -> list[list[str]]:
        return [list(row) for row in list(self.get("lines") or [])[1:]]


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("caption"), max_length=200, help_text=_("What the table shows, in a few words."))
    lines = blocks.ListBlock(
        blocks.ListBlock(blocks.CharBlock(label=_("cell"), required=False)),
        label=_("rows; the first one is the header"),
        min_num=1,
    )

    class Meta:
        label = _("Table")
        icon = "table"
        template = "blocks/table.html"
        value_class = TableValue


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    label = blocks.CharBlock(label=_("link text"), required=False, max_length=150)

    class Meta:
        label = _("Document")
        icon = "doc-full"
        template = "blocks/document.html"


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), required=False, max_length=150)
    steps = blocks.ListBlock(blocks.TextBlock(label=_("step")), label=_("steps"), min_num=1)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "blocks/steps.html"


BODY_BLOCKS: list[tuple[str, blocks.Block]] = [
    ("heading", HeadingBlock()),
    (
        "paragraph",
        blocks.RichTextBlock(
            label=_("Paragraph"), icon="pilcrow", features=RICH_TEXT_FEATURES, template="blocks/paragraph.html"
        ),
    ),
    ("callout", CalloutBlock()),
    ("steps", StepsBlock()),
    ("image", ImageBlock()),
    ("quote", QuoteBlock()),
    ("table", TableBlock()),
    ("document", DocumentBlock()),
]


def stream_contents(value: Any) -> list[tuple[int, str, str]]:
    """The headings of a stream as (level 2 or 3, anchor, text), for a contents list."""
    return [
        (3 if child.value["level"] == "h3" else 2, child.value.anchor, child.value["text"])
        for child in value
        if child.block_type == "heading"
    ]


def stream_text(value: Any) -> list[Section]:
    """The stream's plain text, parted at its headings; what stands before the first one has an empty heading."""
    sections: list[tuple[str, str, list[str]]] = [("", "", [])]
    for child in value:
        if child.block_type == "heading":
            sections.append((child.value["text"], child.value.anchor, []))
        else:
            sections[-1][2].extend(_words(child.block_type, child.value))
    return [
        (label, anchor, "\n".join(part for part in parts if part))
        for label, anchor, parts in sections
        if label or any(parts)
    ]


def stream_lines(value: Any) -> list[str]:
    """The stream's plain text in its order, headings included, for comparing it with another one."""
    return [
        text
        for child in value
        for text in ([child.value["text"]] if child.block_type == "heading" else _words(child.block_type, child.value))
        if text
    ]


def _words(kind: str, value: Any) -> list[str]:
    """The plain text of one block."""
    if kind == "paragraph":
        return [to_text(value.source)]
    if kind == "callout":
        return [value["title"], to_text(value["text"].source)]
    if kind == "steps":
        return [value["title"], *value["steps"]]
    if kind == "image":
        return [value["caption"]]
    if kind == "quote":
        return [value["text"], value["source"]]
    if kind == "table":
        return [value["caption"], *(" ".join(row) for row in value["lines"])]
    return [value["label"] or (value["document"].title if value["document"] else "")]
