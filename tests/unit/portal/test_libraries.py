"""Wagtail and the other libraries speak Indonesian: what they lack is supplied, and an upgrade that adds more is seen."""

import gettext
import re
from datetime import timedelta
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.management import call_command
from django.test import RequestFactory
from django.utils import timezone, translation
from django.views.i18n import JavaScriptCatalog
from pytest_django.fixtures import Settings

from portal.catalogue import Message, faults, merge, new_catalogue
from portal.libraries import english, libraries, translated, wanted
from portal.preparation import catalogues

DOMAINS = ("django", "djangojs")
FOLDER = settings.LIBRARY_LOCALE / "id" / "LC_MESSAGES"
HOW_TO = "Run `make messages`, then translate in locale/libraries:\n"

# What Indonesian writes as English does: abbreviations, names, loan words, and patterns of placeholders alone.
SAME = {
    "%(field_label)s:",
    "%(range_start)s - %(range_end)s",
    "%(status_display)s %(task_name)s %(started_at)s",
    "%(time_zone_option)s: %(localized_time_zone_label)s",
    "Admin",
    "Administrator",
    "Alias",
    "Format",
    "ID",
    "Status",
    "Status ",
    "Status %(status)s",
    "Status: ",
    "Tag",
    "URL",
    "port",
    "slug",
    "status",
    "tag",
}


def supplied(domain: str) -> polib.POFile:
    return polib.pofile(str(FOLDER / f"{domain}.po"))


class TestWhatIsSupplied:
    @pytest.mark.parametrize("domain", DOMAINS)
    def test_is_what_the_installed_libraries_lack_and_nothing_else(self, domain: str) -> None:
        catalogue = supplied(domain)
        found = faults(wanted(libraries(), catalogue, "id", domain), catalogue)
        assert not found, HOW_TO + "\n".join(found)

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_is_written_as_the_command_writes_it(self, domain: str) -> None:
        old = supplied(domain)
        merged, added, gone = merge(wanted(libraries(), old, "id", domain), old)
        assert (added, gone) == ([], [])
        assert f"{merged}\n" == (FOLDER / f"{domain}.po").read_text(encoding="utf-8")

    def test_is_compiled_with_the_portals_own(self) -> None:
        assert {FOLDER / f"{domain}.po" for domain in DOMAINS} <= set(catalogues())

    @pytest.mark.parametrize("domain", DOMAINS)
    def test_says_why_where_it_overrides_a_library(self, domain: str) -> None:
        done = translated(libraries(), "id", domain)
        overriding = [entry for entry in supplied(domain) if (entry.msgctxt or "", entry.msgid) in done]
        assert overriding, "Some words of Wagtail are deliberately replaced."
        assert [entry.msgid for entry in overriding if not entry.tcomment] == []
        needless = [e.msgid for e in overriding if e.msgstr == done[e.msgctxt or "", e.msgid]]
        assert needless == []


class TestAtRunTime:
    @pytest.mark.parametrize("folder", libraries(), ids=lambda folder: "-".join(folder.parts[-2:]))
    def test_every_string_of_a_library_is_indonesian(self, folder: Path) -> None:
        with translation.override("id"):
            left = {message.text for message in english([folder], "django") if self._shown(message) == message.text}
        # Names of languages and the like in Django's own catalogue may well be the same; it is complete by itself.
        left -= SAME | {text for (_context, text), done in translated([folder], "id", "django").items() if done == text}
        assert not left, HOW_TO + "\n".join(sorted(left))

    @staticmethod
    def _shown(message: Message) -> str:
        if message.context:
            return translation.pgettext(message.context, message.text)
        if message.plural:
            return translation.ngettext(message.text, message.plural, 1)
        return translation.gettext(message.text)

    def test_wagtails_own_words_are_kept_where_they_are_good(self) -> None:
        with translation.override("id"):
            assert translation.gettext("Dashboard") == "Dasbor"
            assert translation.gettext("Draft") == "Konsep"

    def test_what_is_replaced_deliberately_wins(self) -> None:
        with translation.override("id"):
            assert translation.gettext("Publish") == "Terbitkan"

    def test_ages_of_what_just_happened_are_indonesian(self) -> None:
        with translation.override("id"):
            assert naturaltime(timezone.now() - timedelta(seconds=9)) == "9\xa0detik yang lalu"

    def test_english_stays_english(self) -> None:
        with translation.override("en"):
            assert translation.gettext("Publish") == "Publish"
            assert translation.ngettext("1 page", "%(counter)s pages", 2) == "%(counter)s pages"

    def test_the_scripts_of_the_editor_get_all_of_their_strings(self, rf: RequestFactory) -> None:
        view = JavaScriptCatalog(packages=["wagtail.admin"])
        with translation.override("id"):
            script = view.get(rf.get("/"), packages=None).content.decode()
        assert '"Add a comment": "Tambah komentar"' in script
        assert re.search(r'"%\(num\)s error": \[\s*"%\(num\)s kesalahan"\s*\]', script)


class TestLibraries:
    def test_are_django_and_what_is_installed_but_the_portal(self) -> None:
        names = {"/".join(folder.parts[-2:]) for folder in libraries()}
        assert {"django/conf", "wagtail/admin", "site-packages/wagtail", "site-packages/taggit"} <= names
        assert not [folder for folder in libraries() if folder.parent == settings.BASE_DIR]

    def test_wagtails_english_catalogues_are_there_to_compare_with(self) -> None:
        admin = [folder for folder in libraries() if folder.parts[-2:] == ("wagtail", "admin")]
        assert len(english(admin, "django")) > 800
        assert len(english(admin, "djangojs")) > 80


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library with five strings, of which it translates two itself; one of them badly."""
    strings = new_catalogue("en", "nplurals=2; plural=(n != 1);")
    strings.extend(polib.POEntry(msgid=text) for text in ("Save", "Publish", "Draft", "Go"))
    strings.append(polib.POEntry(msgid="%(n)s page", msgid_plural="%(n)s pages", msgstr_plural={0: "", 1: ""}))
    strings.append(polib.POEntry(msgid="Old", obsolete=True))
    done = new_catalogue("id_ID", "nplurals=1; plural=0;")
    done.extend([polib.POEntry(msgid="Save", msgstr="Simpan"), polib.POEntry(msgid="Publish", msgstr="Publikasi")])
    done.append(polib.POEntry(msgid="Draft", msgstr=""))
    for language, catalogue in (("en", strings), ("id_ID", done)):
        folder = tmp_path / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue.save(str(folder / "django.po"))
        catalogue.save_as_mofile(str(folder / "django.mo"))
    return tmp_path


class TestALibrary:
    def test_its_english_catalogue_lists_its_strings(self, library: Path) -> None:
        assert english([library], "django") == {
            Message("Save"),
            Message("Publish"),
            Message("Draft"),
            Message("Go"),
            Message("%(n)s page", "%(n)s pages"),
        }
        assert english([library], "djangojs") == set()

    def test_its_sources_are_read_where_it_has_no_english_catalogue(self, tmp_path: Path) -> None:
        (tmp_path / "templates").mkdir()
        (tmp_path / "templates" / "a.html").write_text("{% translate 'from a template' %}")
        (tmp_path / "forms.py").write_text("from django.utils.translation import gettext as _\n_('from a module')")
        assert english([tmp_path], "django") == {Message("from a template"), Message("from a module")}
        assert english([tmp_path], "djangojs") == set()

    def test_its_translations_are_found_under_the_name_of_the_country_too(self, library: Path) -> None:
        assert gettext.find("django", str(library / "locale"), ["id"])
        assert translated([library], "id", "django") == {("", "Save"): "Simpan", ("", "Publish"): "Publikasi"}
        assert translated([library], "de", "django") == {}

    def test_what_it_lacks_is_wanted(self, library: Path) -> None:
        nothing = new_catalogue("id", "nplurals=1; plural=0;")
        assert wanted([library], nothing, "id", "django") == {
            Message("Draft"),
            Message("Go"),
            Message("%(n)s page", "%(n)s pages"),
        }

    def test_what_it_has_is_wanted_only_with_a_reason(self, library: Path) -> None:
        old = new_catalogue("id", "nplurals=1; plural=0;")
        old.append(polib.POEntry(msgid="Publish", msgstr="Terbitkan", tcomment="One word for one thing."))
        old.append(polib.POEntry(msgid="Save", msgstr="Simpanlah"))
        old.append(polib.POEntry(msgid="Gone", msgstr="Hilang", tcomment="The library dropped it."))
        kept = wanted([library], old, "id", "django")
        assert Message("Publish") in kept
        assert not kept & {Message("Save"), Message("Gone")}
        merged = merge(kept, old)[0]
        assert merged.find("Publish").tcomment == "One word for one thing."


class TestTheCommand:
    def test_completes_the_catalogue_after_an_upgrade(
        self, tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        settings.BASE_DIR = tmp_path
        settings.LIBRARY_LOCALE = tmp_path / "locale" / "libraries"
        settings.LOCALE_PATHS = [tmp_path / "locale", settings.LIBRARY_LOCALE]
        before = new_catalogue("id", "nplurals=1; plural=0;")
        before.append(polib.POEntry(msgid="Save draft", msgstr="Simpan konsep"))
        before.append(polib.POEntry(msgid="Visit the live page", msgstr="Buka halaman yang terbit"))
        for root in settings.LOCALE_PATHS:
            (root / "id" / "LC_MESSAGES").mkdir(parents=True)
            before.save(str(root / "id" / "LC_MESSAGES" / "django.po"))
        call_command("messages")
        assert len(polib.pofile(str(tmp_path / "locale" / "id" / "LC_MESSAGES" / "django.po"))) == 0
        after = polib.pofile(str(settings.LIBRARY_LOCALE / "id" / "LC_MESSAGES" / "django.po"))
        assert after.find("Visit the live page").msgstr == "Buka halaman yang terbit"
        assert after.find("Convert alias").msgstr == ""
        assert after.find("Save draft") is None, "Wagtail has it in Indonesian."
        report = capsys.readouterr().out
        assert "locale/libraries/id/LC_MESSAGES/django.po" in report
        assert "  Convert alias\n" in report
        assert "  Visit the live page\n" not in report
