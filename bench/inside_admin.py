"""Inside the portal's process: pages by the thousand, and what the admin's searches cost, printed as JSON.

``python -m bench.inside_admin fill FOLDER COUNT`` makes information pages with the titles of laws, every tenth one a draft;
``… measure BACKEND`` indexes them with a search backend and asks for words of every frequency.
"""

import json
import math
import re
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.archive import law_parts

__all__ = ["main"]

_DRAFTS = 10
_UPDATED = 20
_PATIENCE_SECONDS = 30.0
_FREQUENCIES = (1, 100, 1000, 5000)
_ADDRESSES = {"search": "/admin/pages/search/?q=", "chooser": "/admin/choose-page/search/?q="}


def _fill(folder: Path, count: int) -> None:
    """Rows as treebeard would make them, without a signal for each."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Locale, Page

    from home.models import InformationIndexPage, InformationPage

    parent = InformationIndexPage.objects.get()
    kind = ContentType.objects.get_for_model(InformationPage)
    first = Page._str2int(parent.get_last_child().path[-Page.steplen :]) + 1  # noqa: SLF001 - treebeard's own numbering.
    pages = [
        Page(
            title=part.title[:255],
            draft_title=part.title[:255],
            slug=f"uji-{part.number}",
            path=Page._get_path(parent.path, parent.depth + 1, first + part.number),  # noqa: SLF001
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}uji-{part.number}/",
            content_type=kind,
            live=part.number % _DRAFTS != 0,
            locale=Locale.get_default(),
        )
        for part in law_parts(folder, count)
    ]
    with transaction.atomic():
        made = Page.objects.bulk_create(pages, batch_size=500)
        specific = []
        for page in made:
            information = InformationPage(page_ptr=page)
            information.__dict__.update({f.attname: getattr(page, f.attname) for f in Page._meta.concrete_fields})
            specific.append(information)
        _insert(InformationPage, specific)
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(made))


def _insert(model: Any, rows: list[Any]) -> None:
    """The own columns of pages whose common ones are there already."""
    fields = model._meta.local_concrete_fields
    for start in range(0, len(rows), 500):
        model._base_manager._insert(rows[start : start + 500], fields=fields, using="default")  # noqa: SLF001


def _words() -> dict[int, str]:
    """Words of the titles, by the number of pages that have them: a rare one, and ever more frequent ones."""
    from wagtail.models import Page

    counted: Counter[str] = Counter()
    for title in Page.objects.filter(slug__startswith="uji-").values_list("title", flat=True):
        counted.update(set(re.findall(r"[a-z]{5,}", title.lower())))
    ranked = sorted(counted.items(), key=lambda pair: (pair[1], pair[0]))
    return {number: word for word, number in (next(p for p in ranked if p[1] >= least) for least in _FREQUENCIES)}


def _timed(client: Any, address: str) -> float:
    """Milliseconds of CPU of an answer; infinite where it took longer than anybody waits, and was broken off."""
    from django.db import OperationalError, connection

    connection.ensure_connection()
    stop = threading.Timer(_PATIENCE_SECONDS, connection.connection.interrupt)
    stop.start()
    start = time.process_time()
    try:
        response = client.get(address)
    except OperationalError:
        return math.inf
    finally:
        stop.cancel()
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}.")
    return (time.process_time() - start) * 1000


def _measure(backend: str) -> dict[str, Any]:
    """What indexing a page costs, and how long each search of the admin takes, by the frequency of its word."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.core.management import call_command
    from django.test import Client
    from modelsearch import index
    from wagtail.models import Page

    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": backend}}
    call_command("update_index", verbosity=0)
    pages = list(Page.objects.filter(slug__startswith="uji-")[:_UPDATED].specific())
    start = time.process_time()
    for page in pages:
        index.insert_or_update_object(page)
    update = (time.process_time() - start) / _UPDATED * 1000
    client = Client(headers={"host": "localhost"})
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    words = _words()
    found: dict[str, Any] = {"update": update}
    for name, path in _ADDRESSES.items():
        client.get(f"{path}hangat")
        found[name] = {number: _timed(client, path + quote(word)) for number, word in words.items()}
    return found


def main() -> int:
    """Take one step and print what it took."""
    import django

    django.setup()
    if sys.argv[1] == "fill":
        _fill(Path(sys.argv[2]), int(sys.argv[3]))
        result: Any = {}
    else:
        result = _measure(sys.argv[2])
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
