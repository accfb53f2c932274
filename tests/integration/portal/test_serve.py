"""``manage.py serve`` as people start it: the real processes, on real data."""

import re
import socket
from pathlib import Path

import pytest

from tests.integration.portal.conftest import FirstStart
from tests.support.processes import age_of, all_end, command_of, descendants, kill
from tests.support.running import Account, Installation, RunningPortal, eventually, free_port
from tests.support.visiting import Visitor

pytestmark = [
    pytest.mark.slow,
    # One process of the test run has the installation, which takes a while to make.
    pytest.mark.xdist_group("installation"),
    # Who started whom is read from /proc.
    pytest.mark.linux,
]

PASSWORDS = re.compile(r"^ {2}(\w+) +(\S{16,}) ", re.MULTILINE)


def one_process(pids: frozenset[int], words: str) -> int:
    """The process whose command line has these words."""
    (found,) = (pid for pid in pids if words in command_of(pid) and "portal.leash" not in command_of(pid))
    return found


class TestFirstStart:
    def test_pages_answer_and_search_finds_the_sample_content(self, first_start: FirstStart) -> None:
        assert first_start.home_page.status == 200
        assert 'lang="id"' in first_start.home_page.text
        assert first_start.home_page_with_results.status == 200
        assert "Contoh SOP" in first_start.home_page_with_results.text

    def test_a_visitor_gets_no_cookie_and_a_compressed_page_only_when_asked(self, first_start: FirstStart) -> None:
        for answer in (first_start.home_page, first_start.home_page_with_results):
            assert answer.headers["Set-Cookie"] is None
            assert answer.headers["Content-Encoding"] is None
            assert "Accept-Encoding" in answer.headers["Vary"]

    def test_it_says_once_where_the_portal_is_and_who_may_sign_in(self, first_start: FirstStart) -> None:
        output = first_start.output
        assert len(re.findall(r"http://localhost:\d+/$", output, re.MULTILINE)) == 1
        assert output.count("/admin/") == 1
        assert output.count(str(first_start.installation.folder)) == 1
        names = [name for name, _password in PASSWORDS.findall(output)]
        assert names == ["admin", "editor", "sekretariat", "pimpinan", "anggota"]
        assert len({password for _name, password in PASSWORDS.findall(output)}) == 5

    def test_ctrl_c_stops_the_server_and_the_worker_and_leaves_no_process(self, first_start: FirstStart) -> None:
        assert first_start.status == 0
        assert first_start.output.rstrip().endswith("Stopped.")
        assert len(first_start.processes) >= 4
        all_end(first_start.processes)

    def test_nothing_went_wrong_on_the_way(self, first_start: FirstStart) -> None:
        assert not re.search(r"traceback|error|warning|killing", first_start.output, re.IGNORECASE)

    def test_the_project_s_own_folder_stays_as_it_was(self, first_start: FirstStart) -> None:
        assert not first_start.touched_the_default_folder

    def test_everything_it_keeps_is_in_the_folder_and_for_nobody_else(self, first_start: FirstStart) -> None:
        folder = first_start.installation.folder
        kept = {path.name for path in folder.iterdir()}
        assert kept >= {"cache", "index", "private", "run", "secret_key", "static"}
        assert "portal.sqlite3" in kept or first_start.installation.environment
        assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
        assert not [path for path in folder.iterdir() if path.stat().st_mode & 0o007]


def test_a_second_start_loses_nothing_and_loads_nothing_again(
    first_start: FirstStart, installation: Installation
) -> None:
    admin = Account(*PASSWORDS.findall(first_start.output)[0])
    key = (installation.folder / "secret_key").read_text()
    title = "from home.models import HomePage; p = HomePage.objects.get(); p.hero_title = 'Judul baru'; p.save()"
    installation.python(title)

    portal = RunningPortal(installation)
    try:
        portal.wait_until_ready()
        visitor = Visitor(portal.port)
        assert "Judul baru" in visitor.get("/").text
        assert "Contoh SOP" in visitor.get("/cari/?q=pengaduan").text
        assert visitor.sign_in(admin).url.endswith("/admin/")
        assert not PASSWORDS.findall(portal.output)
        # What is printed is where it is, and nothing of what has been done.
        assert len([line for line in portal.output.splitlines() if line.strip()]) == 4
        assert portal.stop() == 0
    finally:
        portal.process.kill()
    assert (installation.folder / "secret_key").read_text() == key


def test_it_ends_with_its_worker_and_says_so(installation: Installation) -> None:
    portal = RunningPortal(installation)
    try:
        portal.wait_until_ready()
        processes = descendants(portal.process.pid)
        worker = one_process(processes, "manage.py worker")
        eventually(lambda: '"worker": "ok"' in Visitor(portal.port).get("/healthz").text, "a sign of life")
        kill(worker)
        # Whoever started it (systemd, a person) starts all of it again.
        assert portal.wait() == 1
    finally:
        portal.process.kill()
    assert "The worker ended unexpectedly (status -9); everything else is being stopped." in portal.output
    all_end(processes)


def test_a_process_of_the_server_that_dies_is_replaced(installation: Installation) -> None:
    portal = RunningPortal(installation)
    try:
        portal.wait_until_ready()
        server = one_process(descendants(portal.process.pid) - _grandchildren(portal.process.pid), "granian")
        before = descendants(server)
        # A process that dies within seconds of its start would count as one that can't start at all.
        eventually(lambda: age_of(min(before)) > 6, "the server to settle")
        kill(min(before))
        eventually(lambda: len(descendants(server) - before) == 1, "a new process")
        assert Visitor(portal.port).get("/").status == 200
        assert portal.stop() == 0
    finally:
        portal.process.kill()


def _grandchildren(pid: int) -> frozenset[int]:
    return frozenset(two for one in descendants(pid) for two in descendants(one))


def test_nothing_outlives_it_when_it_is_killed(installation: Installation) -> None:
    portal = RunningPortal(installation)
    portal.wait_until_ready()
    processes = descendants(portal.process.pid)
    portal.process.kill()
    portal.wait()
    all_end(processes)


def test_ctrl_c_while_it_starts_stops_it_as_well(installation: Installation) -> None:
    portal = RunningPortal(installation)
    eventually(lambda: descendants(portal.process.pid) or portal.process.poll() is not None, "the first process")
    processes = descendants(portal.process.pid)
    assert portal.stop() == 0
    assert "refused to gracefully stop" not in portal.output
    all_end(processes)


def test_a_port_in_use_is_said_before_anything_is_done(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = Installation(tmp_path / "data").run("serve", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: 127.0.0.1:{port} can't be used (Address already in use).")
    assert f"make serve PORT={port + 1}" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    # The key is made before the settings are read; nothing else is.
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"secret_key"}


@pytest.mark.parametrize(("name", "value"), [("PORT", "eighty"), ("PORT", "70000"), ("HOST", "192.0.2.1")])
def test_an_address_that_can_t_be_is_said_in_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    done = Installation(tmp_path / "data").run("serve", **{"PORT": str(free_port()), name: value})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert name in done.stderr or value in done.stderr
