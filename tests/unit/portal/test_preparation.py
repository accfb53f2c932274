"""Steps before a start: each is taken when it is due and only then."""

import gettext
import io
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from portal import preparation

PO = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Meetings"\nmsgstr "Rapat"\n'


@pytest.fixture
def catalogue(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "locale" / "id" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(PO)
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return folder / "django.po"


def test_a_catalogue_is_compiled_once_and_again_when_it_changed(catalogue: Path) -> None:
    assert preparation.compile_catalogue(catalogue)
    assert not preparation.compile_catalogue(catalogue)
    later = catalogue.with_suffix(".mo").stat().st_mtime + 10
    os.utime(catalogue, (later, later))
    assert preparation.compile_catalogue(catalogue)


def test_the_compiled_catalogue_translates(catalogue: Path) -> None:
    call_command("compile_catalogues", verbosity=0)
    with catalogue.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Meetings") == "Rapat"
    assert sorted(path.name for path in catalogue.parent.iterdir()) == ["django.mo", "django.po"]


def test_a_broken_catalogue_is_named(catalogue: Path) -> None:
    catalogue.write_text("kacau\n")
    with pytest.raises(CommandError, match=r"django\.po can't be compiled"):
        call_command("compile_catalogues", verbosity=0)


def test_every_static_file_lies_in_one_place(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    out = io.StringIO()
    call_command("collectstatic", interactive=False, dry_run=True, stdout=out)
    assert "portal/site.css" in out.getvalue()
    assert "Found another file" not in out.getvalue()


def test_static_files_are_due_until_collected_and_after_a_change(tmp_path: Path, settings: Settings) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "a.css").write_text("a {}")
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    assert preparation.static_files_changed()
    preparation.static_files_collected()
    assert not preparation.static_files_changed()
    (source / "b.css").write_text("b {}")
    assert preparation.static_files_changed()
