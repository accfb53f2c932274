"""What an answer says of itself to the page cache (``portal.page_cache``)."""

from django.http import HttpResponse

__all__ = ["public_for_the_cache"]


def public_for_the_cache(response: HttpResponse, *parameters: str) -> HttpResponse:
    """Let the page cache keep an answer that is the same for everybody, until the next publication.

    ``parameters``: those of the address that count.
    """
    response.headers["X-Page-Cache"] = "public"
    response.headers["X-Page-Cache-Parameters"] = " ".join(parameters)
    return response
