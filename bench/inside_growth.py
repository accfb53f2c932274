"""Inside the portal's process: thousands of pages more, and what requests cost with them.

``python -m bench.inside_growth fill COUNT`` copies a page until there are so many; ``… measure`` prints costs as JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.text import slug

__all__ = ["main"]

_TIMES = 15


def _fill(count: int) -> None:
    """Copies below the parent of a measured page, as treebeard would number them, in the ledger and in the index."""
    from django.db import connection, transaction
    from wagtail.models import Page

    from publishing.lifecycle import resync_below
    from search.follower import catch_up_now

    model = Page.objects.get(slug=slug(1)).specific
    parent = model.get_parent()
    last = parent.get_last_child().path
    step = Page._str2int(last[-Page.steplen :])  # noqa: SLF001 - treebeard's own numbering.
    copies: list[Any] = []
    for number in range(count - parent.numchild):
        page = Page.objects.get(pk=model.pk) if number == 0 else None
        base = page or copies[0]
        copy = Page(
            **{
                field.attname: getattr(base, field.attname)
                for field in Page._meta.concrete_fields
                if field.name not in {"id", "translation_key", "latest_revision", "live_revision"}
            }
        )
        copy.title = copy.draft_title = f"Salinan uji nomor {number}"
        copy.slug = f"salinan-{number}"
        copy.path = Page._get_path(parent.path, model.depth, step + 1 + number)  # noqa: SLF001
        copy.url_path = f"{parent.url_path}{copy.slug}/"
        copies.append(copy)
    with transaction.atomic():
        made = Page.objects.bulk_create(copies, batch_size=500)
        table = model._meta.db_table
        columns = [field.column for field in model._meta.local_concrete_fields if field.column != model._meta.pk.column]
        with connection.cursor() as cursor:
            names = ", ".join(f'"{column}"' for column in columns)
            cursor.executemany(
                f'INSERT INTO "{table}" ("{model._meta.pk.column}", {names}) '  # noqa: S608 - names of the model.
                f'SELECT %s, {names} FROM "{table}" WHERE "{model._meta.pk.column}" = %s',
                [(page.pk, model.pk) for page in made],
            )
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + len(made))
        resync_below(parent.path)
    catch_up_now()


def _cost(action: Callable[[], Any]) -> dict[str, float]:
    """Median milliseconds of CPU, and queries, after two calls that fill caches."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    action()
    action()
    spent = []
    for _ in range(_TIMES):
        start = time.process_time()
        action()
        spent.append((time.process_time() - start) * 1000)
    with CaptureQueriesContext(connection) as captured:
        action()
    return {"cpu": statistics.median(spent), "queries": len(captured)}


def _measure() -> dict[str, dict[str, float]]:
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.test import Client
    from wagtail.models import Page

    from search.follower import catch_up_now

    catch_up_now()
    client = Client(headers={"host": "localhost"})
    page = Page.objects.get(slug=slug(100)).specific
    parent = page.get_parent()
    public = parent.specific.search_url() or "/"
    staff = Client(headers={"host": "localhost"})
    staff.force_login(get_user_model().objects.filter(is_superuser=True)[0])

    def view(path: str, by: Client = client) -> Callable[[], Any]:
        def ask() -> None:
            status = by.get(path).status_code
            if status != 200:
                raise RuntimeError(f"{path} answered {status}.")

        return ask

    turn = iter(range(1_000_000))

    def publish() -> None:
        fresh = Page.objects.get(pk=page.pk).specific
        fresh.title = f"Judul {next(turn)}"
        with transaction.atomic():
            fresh.save_revision().publish()

    return {
        "a page": _cost(view(page.search_url())),
        "home": _cost(view("/")),
        "the list of pages": _cost(view(public)),
        "its second page": _cost(view(f"{public}?page=2")),
        "search": _cost(view("/cari/?q=perlindungan+korban")),
        "editor: list of pages": _cost(view(f"/admin/pages/{parent.pk}/", staff)),
        "editor: the page": _cost(view(f"/admin/pages/{page.pk}/edit/", staff)),
        "edit with publication": _cost(publish),
    }


def main() -> int:
    """Run one step."""
    import django

    django.setup()
    if sys.argv[1] == "fill":
        _fill(int(sys.argv[2]))
    else:
        print(json.dumps(_measure()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
