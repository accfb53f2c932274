"""The interface is translated completely, and the tools that say so understand code and templates."""

from pathlib import Path

import polib
import pytest
from django.conf import settings

from portal.catalogue import (
    Message,
    all_messages,
    faults,
    merge,
    messages_in_python,
    messages_in_template,
    new_catalogue,
)
from portal.libraries import libraries, translated
from portal.preparation import catalogues

INDONESIAN = Path(settings.BASE_DIR) / "locale" / "id" / "LC_MESSAGES" / "django.po"


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = new_catalogue("id", "nplurals=1; plural=0;")
    made.extend(entries)
    return made


class TestTheIndonesianCatalogue:
    def test_is_complete_and_holds_nothing_else(self) -> None:
        found = faults(all_messages(settings.BASE_DIR), polib.pofile(str(INDONESIAN)))
        assert not found, "Run `make messages`, then translate:\n" + "\n".join(found)

    def test_is_the_one_that_is_compiled_for_the_portal(self) -> None:
        assert INDONESIAN in set(catalogues())

    def test_names_language_plural_rule_and_encoding(self) -> None:
        header = polib.pofile(str(INDONESIAN)).metadata
        assert header["Language"] == "id"
        assert header["Plural-Forms"] == "nplurals=1; plural=0;"
        assert header["Content-Type"] == "text/plain; charset=UTF-8"

    def test_is_written_as_the_command_writes_it(self) -> None:
        old = polib.pofile(str(INDONESIAN))
        merged, added, gone = merge(all_messages(settings.BASE_DIR), old)
        assert not added
        assert not gone
        assert f"{merged}\n" == INDONESIAN.read_text(encoding="utf-8")

    def test_gives_no_string_of_a_library_another_meaning(self) -> None:
        words = translated(libraries(), "id", "django")
        for entry in polib.pofile(str(settings.LIBRARY_LOCALE / "id" / "LC_MESSAGES" / "django.po")):
            words[entry.msgctxt or "", entry.msgid] = entry.msgstr or entry.msgstr_plural[0]
        shared = {entry for entry in polib.pofile(str(INDONESIAN)) if (entry.msgctxt or "", entry.msgid) in words}
        differing = [
            f"{entry.msgid!r}: here {entry.msgstr!r}, there {word!r}"
            for entry in shared
            if (entry.msgstr or entry.msgstr_plural[0]) != (word := words[entry.msgctxt or "", entry.msgid])
        ]
        assert not differing, (
            "One catalogue wins everywhere, so Wagtail's screens would show the portal's words. Use pgettext with a"
            " context, or say in locale/libraries with a comment why the portal's word is better:\n"
            + "\n".join(sorted(differing))
        )


class TestPython:
    def test_functions_are_found_under_their_local_names(self) -> None:
        source = (
            "from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy as many\n"
            "from django.utils import translation as i18n\n"
            "_('Save')\ngettext_lazy('Long '\n 'text')\nmany('%d page', '%d pages', 3)\n"
            "i18n.npgettext('law', 'article', 'articles', 2)\n"
        )
        assert messages_in_python(source) == {
            Message("Save"),
            Message("Long text"),
            Message("%d page", "%d pages"),
            Message("article", "articles", "law"),
        }

    def test_imports_inside_functions_count(self) -> None:
        assert messages_in_python("def f():\n from django.utils.translation import pgettext\n pgettext('a', 'b')") == {
            Message("b", context="a")
        }

    @pytest.mark.parametrize(
        "source",
        [
            "def _(text): ...\n_('not ours')",
            "from django.utils.translation import gettext as _\n_(name)",
            "from django.utils.translation import gettext as _\n_(f'{name}')",
            "from django.utils.translation import override\noverride('id')",
            "import gettext\ngettext.gettext('another library')",
        ],
    )
    def test_what_is_no_message_is_left_out(self, source: str) -> None:
        assert messages_in_python(source) == set()


class TestTemplates:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ('{% translate "Save" %}', Message("Save")),
            ("{% translate 'Open' context 'verb' as word %}", Message("Open", context="verb")),
            ('{% include "x.html" with label=_("Print") only %}', Message("Print")),
            ('{{ _("Menu") }}', Message("Menu")),
            ('{{ name|default:_("Nobody") }}', Message("Nobody")),
            ("{% blocktranslate trimmed %}\n  One\n  line\n{% endblocktranslate %}", Message("One line")),
            (
                "{% blocktranslate count n=n %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}",
                Message("%(n)s file", "%(n)s files"),
            ),
            ("""{% translate "It's 100 %" %}""", Message("It's 100 %%")),
            ('{{ _("5 % more") }}', Message("5 %% more")),
        ],
    )
    def test_messages_are_those_that_are_looked_up(self, source: str, expected: Message) -> None:
        assert messages_in_template(source) == {expected}

    def test_comments_and_text_are_no_messages(self) -> None:
        assert (
            messages_in_template("{# _('no') #}{% comment %}{% translate 'no' %}{% endcomment %}gettext(1) Text")
            == set()
        )


class TestAllMessages:
    def test_modules_and_templates_of_the_portal_and_nothing_else(self, tmp_path: Path) -> None:
        python = "from django.utils.translation import gettext as _\n_({!r})"
        for name, text in {
            "home/models.py": python.format("from a module"),
            "tests/test_it.py": python.format("from a test"),
            "templates/home/page.html": '{% translate "from a template" %}',
            "search/templates/search/hit.html": '{% translate "from an app" %}',
        }.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        assert {message.text for message in all_messages(tmp_path)} == {
            "from a module",
            "from a template",
            "from an app",
        }

    def test_a_text_with_and_without_plural_is_one_message(self, tmp_path: Path) -> None:
        (tmp_path / "home").mkdir()
        (tmp_path / "home" / "a.py").write_text(
            "from django.utils.translation import gettext, ngettext\ngettext('page')\nngettext('page', 'pages', 2)"
        )
        assert all_messages(tmp_path) == {Message("page", "pages")}


class TestFaults:
    def test_a_finished_catalogue_has_none(self) -> None:
        done = catalogue(
            polib.POEntry(msgid="Save %(name)s", msgstr="Simpan %(name)s"),
            polib.POEntry(msgid="one page", msgid_plural="%(n)d pages", msgstr_plural={0: "%(n)d halaman"}),
        )
        assert faults({Message("Save %(name)s"), Message("one page", "%(n)d pages")}, done) == []

    @pytest.mark.parametrize(
        ("entry", "fault"),
        [
            (polib.POEntry(msgid="Go %(a)s", msgstr=""), "not translated: 'Go %(a)s'"),
            (polib.POEntry(msgid="Go %(a)s", msgstr="Ke %(a)s", flags=["fuzzy"]), "fuzzy: 'Go %(a)s'"),
            (polib.POEntry(msgid="Go %(a)s", msgstr="Ke %(b)s"), "other placeholders: 'Go %(a)s' → 'Ke %(b)s'"),
            (polib.POEntry(msgid="Go %(a)s", msgstr="Ke"), "other placeholders: 'Go %(a)s' → 'Ke'"),
            (polib.POEntry(msgid="Go %(a)s", msgstr="<b>%(a)s</b>"), "other tags: 'Go %(a)s' → '<b>%(a)s</b>'"),
            (
                polib.POEntry(msgid="Go %(a)s", msgstr="Ke %(a)s "),
                "other spaces at the ends: 'Go %(a)s' → 'Ke %(a)s '",
            ),
            (
                polib.POEntry(msgid="Go %(a)s", msgid_plural="All", msgstr_plural={0: "Ke %(a)s"}),
                "another plural in the code: 'Go %(a)s'",
            ),
        ],
    )
    def test_each_fault_is_named(self, entry: polib.POEntry, fault: str) -> None:
        assert faults({Message("Go %(a)s")}, catalogue(entry)) == [fault]

    def test_missing_and_unused_entries_are_named(self) -> None:
        old = catalogue(polib.POEntry(msgid="Old", msgstr="Lama"))
        assert faults({Message("New")}, old) == ["missing: 'New'", "used by nobody: 'Old'"]


class TestMerging:
    def test_translations_stay_new_ones_are_empty_unused_ones_go(self) -> None:
        old = catalogue(polib.POEntry(msgid="b", msgstr="dua"), polib.POEntry(msgid="gone", msgstr="hilang"))
        merged, added, gone = merge({Message("b"), Message("A")}, old)
        assert [(entry.msgid, entry.msgstr) for entry in merged] == [("A", ""), ("b", "dua")]
        assert (added, gone) == ([Message("A")], [Message("gone")])
        assert merged.metadata["Language"] == "id"

    def test_a_message_that_wins_a_plural_keeps_its_translation(self) -> None:
        merged, _added, _gone = merge(
            {Message("page", "pages")}, catalogue(polib.POEntry(msgid="page", msgstr="halaman"))
        )
        assert merged[0].msgstr_plural == {0: "halaman"}

    def test_merging_twice_changes_nothing(self) -> None:
        messages = {Message("b", "bs", "c"), Message("a")}
        once = merge(messages, catalogue())[0]
        again, added, gone = merge(messages, once)
        assert (str(again), added, gone) == (str(once), [], [])
