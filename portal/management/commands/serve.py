"""``manage.py serve``: the whole portal on this machine, ready for use, by one command."""

import errno
import http.client
import os
import socket
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from wagtail.models import Page

from portal.processes import Program, run_together

_MOST_WORKERS = 4
_THREADS = 4
_START_SECONDS = 60
_EMBEDDED, _ELASTICSEARCH = _ENGINES = ("embedded", "elasticsearch")


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server; the figures behind it are in ``docs/adr/0001-server.md``."""
    return [
        *(sys.executable, "-m", "portal.granian_server", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", str(_THREADS), "--blocking-threads-idle-timeout", "600"),
        *("--http", "1", "--no-ws", "--http1-header-read-timeout", "15000"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "20"),
        *("--log-level", "warning", "--no-access-log", "portal.wsgi:application"),
    ]


class Command(BaseCommand):
    """Prepares the data, then runs the web server and the worker until Ctrl-C."""

    help = "Prepare the database and files, then run the web server and the background worker; Ctrl-C stops both."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Address and size of the server; the environment has the defaults."""
        parser.add_argument("--host", default=os.environ.get("HOST", "").strip() or "127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.PORT)
        parser.add_argument(
            "--engine",
            choices=_ENGINES,
            default=os.environ.get("ENGINE", "").strip() or _EMBEDDED,
            help="elasticsearch starts a node of it beside the portal, for trying; it is thrown away at the end",
        )
        parser.add_argument("--workers", type=int, default=max(2, min(_MOST_WORKERS, os.cpu_count() or 1)))

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, announce, wait."""
        host, port = options["host"], options["port"]
        # What DATA_DIR gets is for the owner's eyes, and for a web server of the same group.
        os.umask(0o027)
        self._demand_free(host, port)
        node = self._node() if options["engine"] == _ELASTICSEARCH else None
        call_command("prepare", verbosity=0, stdout=self.stdout)
        if not Page.objects.filter(depth__gt=2).exists():
            call_command("load_demo", stdout=self.stdout)
        # The children open connections of their own.
        connections.close_all()
        programs = [
            Program("The web server", web_command(host, port, options["workers"])),
            Program("The worker", [sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"]),
        ]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        if node:
            programs.insert(0, Program("Elasticsearch", [sys.executable, "-m", "portal.trial_node", str(node)]))
            environment["ELASTICSEARCH_URL"] = f"http://127.0.0.1:{node}"
        status = run_together(
            programs,
            environment=environment,
            announce=lambda running: self._announce(host, port, running),
            report=self.stderr.write,
        )
        if status:
            sys.exit(status)
        self.stdout.write("Stopped.")

    def _node(self) -> int:
        """The port for a node of Elasticsearch, whose files are there after this."""
        from portal.trial_node.distribution import NodeUnavailableError, prepare

        if settings.ELASTICSEARCH_NODES:
            raise CommandError("ELASTICSEARCH_URL names a cluster, which is used: leave ENGINE out.")
        try:
            prepare(self.stdout.write)
        except NodeUnavailableError as error:
            raise CommandError(str(error)) from None
        self.stdout.write("Elasticsearch starts beside the portal; until it answers, the portal's own index does.")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        return port

    @staticmethod
    def _demand_free(host: str, port: int) -> None:
        """Refuse to start where another program listens; the server itself would share the port with it."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                advice = "Choose another HOST or PORT."
                if error.errno == errno.EADDRINUSE:
                    advice = f"Stop the program that listens there, or choose another port: make serve PORT={port + 1}"
                raise CommandError(f"{host}:{port} can't be used ({error.strerror}). {advice}") from None

    def _announce(self, host: str, port: int, running: Callable[[], bool]) -> None:
        """Print the addresses as soon as the first page can be asked for."""
        address = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104 - compared, not bound.
        deadline = time.monotonic() + _START_SECONDS
        while running() and time.monotonic() < deadline:
            if self._answers(address, port):
                self.stdout.write(
                    f"\n  Portal  http://localhost:{port}/\n  Admin   http://localhost:{port}/admin/\n"
                    f"  Data    {settings.DATA_DIR}\n\nCtrl-C stops the server and the worker."
                )
                self.stdout.flush()
                return
            time.sleep(0.2)

    @staticmethod
    def _answers(address: str, port: int) -> bool:
        """Whether the server has loaded the portal; any answer says so, whatever it is."""
        connection = http.client.HTTPConnection(address, port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
            connection.getresponse()
        except (OSError, http.client.HTTPException):
            return False
        else:
            return True
        finally:
            connection.close()
