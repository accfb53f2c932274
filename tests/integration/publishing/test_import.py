"""``manage.py import_archive`` on real files."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from wagtail.models import Page

from home.models import InformationPage
from publishing.models import PortalDocument
from search.models import SearchEntry
from tests.factories import home as make

pytestmark = pytest.mark.django_db

LINES = [
    {"id": "tanda-bahaya", "kind": "information", "title": "Tanda bahaya", "text": "Paspor ditahan.\n\nUpah dipotong."},
    {
        "id": "sebelum-berangkat",
        "kind": "information",
        "title": "Sebelum berangkat",
        "html": "<h2>Periksa</h2><p onclick='x()'>Kontrak <script>alert(1)</script>kerja</p>",
        "topics": ["Pencegahan"],
        "summary": "Yang perlu diperiksa.",
    },
    {"id": "konsep", "kind": "information", "title": "Konsep", "draft": True},
]


@pytest.fixture
def index() -> Page:
    page: Page = make.information_index(slug="pencegahan")
    return page


def write(folder: Path, lines: list[Any]) -> Path:
    path = folder / "arsip.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def run(path: Path, **options: Any) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with override("en"):
        call_command("import_archive", str(path), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_documents_become_published_pages_that_are_found(tmp_path: Path, index: Page) -> None:
    out, _ = run(write(tmp_path, LINES))
    assert "3 created" in out
    pages = {page.slug: page for page in InformationPage.objects.child_of(index)}
    assert {slug for slug, page in pages.items() if page.live} == {"tanda-bahaya", "sebelum-berangkat"}
    found = pages["sebelum-berangkat"]
    assert [topic.name for topic in found.topics.all()] == ["Pencegahan"]
    assert "script" not in str(found.body.raw_data[:])
    assert "onclick" not in str(found.body.raw_data[:])
    assert found.live_revision is not None
    urls = set(SearchEntry.objects.filter(deleted=False, kind="information").values_list("url", flat=True))
    assert urls == {"/pencegahan/tanda-bahaya/", "/pencegahan/sebelum-berangkat/"}


def test_a_second_run_changes_nothing(tmp_path: Path, index: Page) -> None:
    path = write(tmp_path, LINES)
    run(path)
    stamps = list(SearchEntry.objects.order_by("key").values_list("key", "stamp"))
    out, _ = run(path)
    assert "0 created, 0 updated, 3 unchanged" in out
    assert list(SearchEntry.objects.order_by("key").values_list("key", "stamp")) == stamps


def test_a_changed_line_makes_a_new_version_of_its_page(tmp_path: Path, index: Page) -> None:
    run(write(tmp_path, LINES))
    changed = [{**LINES[0], "title": "Tanda bahaya (baru)"}, LINES[1], {**LINES[2], "draft": False}]
    out, _ = run(write(tmp_path, changed))
    assert "0 created, 2 updated, 1 unchanged" in out
    page = InformationPage.objects.get(slug="tanda-bahaya")
    assert (page.title, page.live, page.revisions.count()) == ("Tanda bahaya (baru)", True, 2)
    assert InformationPage.objects.get(slug="konsep").live


def test_what_somebody_edited_is_left_alone(tmp_path: Path, index: Page) -> None:
    run(write(tmp_path, LINES))
    page = InformationPage.objects.get(slug="tanda-bahaya")
    page.title = "Disunting"
    make.publish(page)
    out, err = run(write(tmp_path, [{**LINES[0], "title": "Dari arsip"}]))
    assert "1 left alone" in out
    assert "line 1" in err
    assert InformationPage.objects.get(slug="tanda-bahaya").title == "Disunting"


def test_one_bad_line_stops_all_before_anything_is_written(tmp_path: Path, index: Page) -> None:
    path = write(tmp_path, [*LINES, {"id": "x", "kind": "novel", "title": "X"}, "{"])
    err = io.StringIO()
    with override("en"), pytest.raises(CommandError, match="2 lines can't be imported"):
        call_command("import_archive", str(path), stderr=err)
    assert 'line 4: unknown "kind"' in err.getvalue()
    assert "line 5: the line is not a JSON object" in err.getvalue()
    assert not InformationPage.objects.exists()


def test_a_page_made_by_hand_is_not_overwritten_and_the_others_go_on(tmp_path: Path, index: Page) -> None:
    make.information_page(index, slug="tanda-bahaya", title="Buatan tangan")
    err = io.StringIO()
    with override("en"), pytest.raises(CommandError, match="1 documents could not be written"):
        call_command("import_archive", str(write(tmp_path, LINES)), stderr=err, stdout=io.StringIO())
    assert "made by hand" in err.getvalue()
    assert InformationPage.objects.get(slug="tanda-bahaya").title == "Buatan tangan"
    assert InformationPage.objects.filter(slug="sebelum-berangkat").exists()


def test_a_dry_run_writes_nothing(tmp_path: Path, index: Page) -> None:
    out, _ = run(write(tmp_path, LINES), dry_run=True)
    assert "3 documents are valid" in out
    assert not InformationPage.objects.exists()


def test_a_parent_that_can_t_hold_the_kind_is_refused(tmp_path: Path) -> None:
    make.standard_page(slug="bukan-induk")
    with override("en"), pytest.raises(CommandError, match="no page of the kind"):
        run(write(tmp_path, LINES), parent="/bukan-induk/")
    with override("en"), pytest.raises(CommandError, match="no page at"):
        run(write(tmp_path, LINES), parent="/tidak-ada/")


def test_without_a_place_in_the_tree_it_says_so(tmp_path: Path) -> None:
    make.site()
    with override("en"), pytest.raises(CommandError, match="no page yet that can hold"):
        run(write(tmp_path, LINES))


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "kosong.jsonl"
    path.write_text(content)
    with override("en"), pytest.raises(CommandError, match="no documents"):
        run(path)
    with override("en"), pytest.raises(CommandError, match="no file"):
        run(tmp_path / "tidak-ada.jsonl")


def test_files_are_stored_once_and_checked(tmp_path: Path) -> None:
    from resources.models import ResourceIndexPage

    make.child(None, ResourceIndexPage, title="Peraturan", slug="peraturan")
    (tmp_path / "uu.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    (tmp_path / "palsu.pdf").write_bytes(b"MZ program")
    good = {"id": "uu-a", "kind": "regulation", "title": "UU A", "number": "1", "year": 2020, "files": ["uu.pdf"]}
    run(write(tmp_path, [good, {**good, "id": "uu-b", "title": "UU B", "number": "2"}]))
    assert PortalDocument.objects.count() == 1
    with override("en"), pytest.raises(CommandError, match="could not be written"):
        run(write(tmp_path, [{**good, "id": "uu-c", "number": "3", "files": ["palsu.pdf"]}]))
    assert PortalDocument.objects.count() == 1


def test_without_a_parent_a_kind_joins_the_pages_of_its_own(tmp_path: Path) -> None:
    first, second = make.information_index(slug="pertama"), make.information_index(slug="kedua")
    make.information_page(second)
    run(write(tmp_path, [LINES[0]]))
    assert InformationPage.objects.child_of(second).filter(slug="tanda-bahaya").exists()
    assert not InformationPage.objects.child_of(first).exists()
