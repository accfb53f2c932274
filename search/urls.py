"""Addresses of search below the place where the portal includes them."""

from django.urls import path

from search.feeds import atom, opensearch
from search.views import results, suggestions

app_name = "search"

urlpatterns = [
    path("", results, name="results"),
    path("saran/", suggestions, name="suggestions"),
    path("atom/", atom, name="atom"),
    path("opensearch.xml", opensearch, name="opensearch"),
]
