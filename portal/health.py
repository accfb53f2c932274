"""The address that a monitor asks whether the portal works."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from portal.heartbeat import worker_is_alive
from publishing.files.fixity import last_check
from search.cluster import ClusterWatch

__all__ = ["healthz"]

_cluster = ClusterWatch()


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 where pages can be served, 503 where the database does not answer.

    A worker that has gone quiet, stored files that the last check found missing or changed, and a trouble of
    Elasticsearch where the settings name it, are reported and do not fail the check: pages are still served and
    searched, only what is scheduled waits.
    """
    check = None
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        check = last_check()
        database = "ok"
    except DatabaseError:
        database = "down"
    report = {"database": database, "worker": "ok" if worker_is_alive() else "quiet"}
    cluster = _cluster.word()
    if cluster:
        report["elasticsearch"] = cluster
    if check and check.is_bad:
        report["files"] = "damaged"
    response = JsonResponse(report, status=200 if database == "ok" else 503)
    response.headers["Cache-Control"] = "no-store"
    return response
