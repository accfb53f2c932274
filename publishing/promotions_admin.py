"""Wagtail's screens for promoted results, without what would need a record of visitors' questions."""

from django.utils.translation import gettext_lazy as _

__all__ = ["fit_screens"]


def fit_screens() -> None:
    """Say what the portal does with the words, and leave out the column of counts, which would always be empty."""
    from wagtail.contrib.search_promotions.forms import QueryForm
    from wagtail.contrib.search_promotions.views import IndexView

    QueryForm.base_fields["query_string"].help_text = _(
        "Words as visitors write them, e.g. cara melapor. Their order and form make no difference."
    )
    IndexView.columns = [column for column in IndexView.columns if column.name != "views"]
