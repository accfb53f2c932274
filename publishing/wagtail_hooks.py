"""The admin's view of topics, and who may download a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from publishing.downloads import may_download
from publishing.models import Topic
from publishing.refusal import refuse


class TopicViewSet(SnippetViewSet):
    """Topics in the admin."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["name", "slug"]
    search_fields = ["name"]
    search_backend_name = None


register_snippet(TopicViewSet)


@hooks.register("before_serve_document")
def check_download(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Serve a file only to whom a page that uses it may be shown."""
    return None if may_download(document, request) else refuse(request)
