"""``manage.py load_demo``: complete, repeatable, careful with what people edited, and honest about examples."""

import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone
from docx import Document
from wagtail.models import Page, Revision, Site

from home.models import Agency, HelpLine, HomePage, InformationPage, StandardPage
from meetings.models import MeetingPage
from portal.demo.paper import docx, pdf
from publishing.models import PortalDocument, Topic
from resources.models import LegalDocumentPage, LegalGuidancePage, ResourceIndexPage, SopPage, TrainingModulePage
from search import catalogue
from search.access import ANONYMOUS_TOKENS
from tests.factories import home as make

pytestmark = pytest.mark.django_db

MODELS = (Page, Revision, Agency, HelpLine, Topic, PortalDocument, User)


def load(*options: str) -> str:
    """Run the command; what it printed."""
    out = io.StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def _site() -> None:
    make.site()


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


def state() -> list[tuple[Any, ...]]:
    """Everything of the pages that a second run could change."""
    fields = ("path", "slug", "title", "numchild", "latest_revision", "last_published_at", "live")
    return list(Page.objects.order_by("path").values_list(*fields))


def law(slug: str) -> LegalDocumentPage:
    found: LegalDocumentPage = LegalDocumentPage.objects.get(slug=slug)
    return found


# A file is given out once the index of references knows the page that shows it, which is the worker's task.
@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}})
class TestContent(TestCase):
    """What is there after one run; it is loaded once for all of these tests."""

    @classmethod
    def setUpTestData(cls) -> None:
        make.site()
        load("--no-users")

    def test_every_type_is_there_and_published(self) -> None:
        assert InformationPage.objects.live().count() == 6
        assert SopPage.objects.live().count() == 2
        assert LegalGuidancePage.objects.live().count() == 3
        assert TrainingModulePage.objects.live().count() == 2
        assert MeetingPage.objects.live().count() == 2
        assert StandardPage.objects.live().count() == 3
        assert LegalDocumentPage.objects.live().count() == 24
        assert not Page.objects.filter(depth__gt=1, live=False).exists()
        assert not Page.objects.filter(depth__gt=1, latest_revision=None).exists()

    def test_all_that_is_published_is_in_the_ledger(self) -> None:
        found = set(catalogue.entries(ANONYMOUS_TOKENS).values_list("key", flat=True))
        for model in (LegalDocumentPage, SopPage, MeetingPage, InformationPage, LegalGuidancePage, TrainingModulePage):
            assert {f"page:{key}" for key in model.objects.values_list("pk", flat=True)} <= found

    def test_every_page_and_row_keeps_the_rules_of_its_type(self) -> None:
        for page in Page.objects.filter(depth__gt=1).specific():
            page.full_clean()
            for relation in type(page)._meta.related_objects:
                if relation.get_accessor_name() and hasattr(relation.related_model, "panels") and relation.one_to_many:
                    for row in getattr(page, relation.get_accessor_name()).all():
                        row.full_clean()

    def test_every_page_opens_without_signing_in(self) -> None:
        for page in Page.objects.filter(depth__gt=1):
            assert self.client.get(page.url).status_code == 200, page.url

    def test_menu_and_footer(self) -> None:
        top = Page.objects.child_of(HomePage.objects.get())
        assert set(top.filter(show_in_menus=False).values_list("slug", flat=True)) == {
            "tentang",
            "privasi",
            "aksesibilitas",
        }
        assert {"pencegahan", "nomor-bantuan", "sop", "peraturan", "rapat"} <= set(
            top.filter(show_in_menus=True).values_list("slug", flat=True)
        )

    def test_the_home_page_has_three_ways_in(self) -> None:
        page = HomePage.objects.get()
        assert [way.value["audience"] for way in page.ways] == ["public", "officers", "task_force"]
        assert len(page.featured) == 3

    def test_relations_between_laws(self) -> None:
        relations = {
            (page.slug, relation.kind, relation.target.slug)
            for page in LegalDocumentPage.objects.all()
            for relation in page.relations.all()
        }
        assert relations >= {
            ("uu-1-2023", "revokes_partly", "uu-21-2007"),
            ("perpres-22-2021", "amends", "perpres-69-2008"),
            ("perpres-49-2023", "amends", "perpres-69-2008"),
            ("pp-59-2021", "implements", "uu-18-2017"),
            ("pp-9-2008", "implements", "uu-21-2007"),
            ("uu-35-2014", "amends", "uu-23-2002"),
        }
        assert "Pasal 455" in law("uu-1-2023").relations.get().note

    def test_a_ministers_regulation_is_called_by_its_full_name(self) -> None:
        page = law("permen-pppa-8-2021")
        assert page.title.startswith(
            "Peraturan Menteri Pemberdayaan Perempuan dan Perlindungan Anak Nomor 8 Tahun 2021"
        )
        assert page.short_citation == "Permen PPPA 8/2021"

    def test_the_first_meeting(self) -> None:
        meeting = MeetingPage.objects.get(slug="rapat-koordinasi-18-november-2021")
        assert meeting.day is not None
        assert meeting.day.isoformat() == "2021-11-18"
        assert meeting.place == "Ruang Rapat Setda, Kantor Bupati Sinjai"
        assert "A. Ilham Abubakar" in meeting.opened_by
        assert meeting.agenda_items.count() == 3
        # No decision was handed down, so none is stated as one.
        assert all(row.text.startswith("Contoh: ") for row in meeting.decisions.all())
        assert all(row.text.startswith("Contoh: ") for row in meeting.action_items.all())

    def test_what_is_made_up_says_so_in_its_title(self) -> None:
        made_up = [
            *SopPage.objects.all(),
            *TrainingModulePage.objects.all(),
            LegalDocumentPage.objects.get(kind="kepbup"),
            MeetingPage.objects.get(status="planned"),
        ]
        assert all(page.title.startswith("Contoh") for page in made_up)

    def test_the_steps_of_an_sop_have_all_that_the_form_asks_for(self) -> None:
        for sop in SopPage.objects.all():
            steps = list(sop.steps.all())
            assert 8 <= len(steps) <= 12
            assert any(step.symbol == "decision" and step.yes_step and step.no_step for step in steps)
            assert all(step.minutes and step.output and step.requirements for step in steps)
            assert {row.section for row in sop.list_rows.all()} >= {"legal_basis", "qualification", "equipment"}

    def test_only_numbers_that_were_read_in_a_source_are_public(self) -> None:
        assert set(HelpLine.objects.public().values_list("number", flat=True)) == {
            "110",
            "129",
            "08111-129-129",
            "148",
            "0800-1000",
            "+62 21 29244800",
            "0811-8080-141",
        }
        assert set(HelpLine.objects.to_check().values_list("name", flat=True)) == {
            "KBRI Kuala Lumpur",
            "Konsulat RI Tawau",
            "KJRI Kota Kinabalu",
            "UPTD PPA Kabupaten Sinjai",
        }

    def test_nine_kecamatan_and_no_contact_that_nobody_checked(self) -> None:
        assert Agency.objects.filter(kind="kecamatan").count() == 9
        assert not Agency.objects.exclude(phone="", email="", address="").exists()

    def test_the_files_can_be_downloaded(self) -> None:
        for document in PortalDocument.objects.all():
            response = self.client.get(document.url)
            assert response.status_code == 200
        assert PortalDocument.objects.count() == 2

    def test_the_next_meeting_is_on_a_working_day(self) -> None:
        meeting = MeetingPage.objects.get(status="planned")
        assert meeting.day is not None
        assert meeting.day > timezone.localdate()
        assert meeting.day.isoweekday() <= 5


class TestRepetition:
    def test_a_second_run_changes_nothing(self) -> None:
        load()
        before = counts(), state()
        load()
        assert (counts(), state()) == before

    def test_what_was_edited_by_hand_stays(self) -> None:
        load("--no-users")
        page = InformationPage.objects.get(slug="melindungi-anak")
        page.title = "Judul dari sekretariat"
        make.publish(page)
        home = HomePage.objects.get()
        home.hero_title = "Sambutan dari sekretariat"
        make.publish(home)
        Agency.objects.filter(short_name="Dinsos").update(role="Peran yang benar")
        HelpLine.objects.filter(number="148").update(checked_on=None)
        load("--no-users")
        assert InformationPage.objects.get(slug="melindungi-anak").title == "Judul dari sekretariat"
        assert HomePage.objects.get().hero_title == "Sambutan dari sekretariat"
        assert Agency.objects.get(short_name="Dinsos").role == "Peran yang benar"
        assert HelpLine.objects.get(number="148").checked_on is None

    def test_a_page_is_known_again_after_it_was_renamed_or_moved(self) -> None:
        load("--no-users")
        page = law("uu-8-2016")
        page.slug = "undang-undang-disabilitas"
        make.publish(page)
        sop = SopPage.objects.get(slug="contoh-sop-rujukan-pemulangan")
        sop.move(Page.objects.get(slug="pelatihan"), pos="last-child")
        before = counts()
        load("--no-users")
        assert counts() == before

    def test_names_that_were_changed_make_no_duplicates(self) -> None:
        load("--no-users")
        Agency.objects.filter(short_name="Setda").update(short_name="Sekretariat Daerah")
        Agency.objects.filter(short_name="Dinkes").update(name="Dinas Kesehatan")
        Topic.objects.filter(slug="identifikasi").update(name="Pengenalan korban")
        before = counts()
        load("--no-users")
        assert counts() == before

    def test_the_home_page_of_a_new_portal_is_filled_although_it_has_an_edition(self) -> None:
        # As ``manage.py prepare`` leaves it.
        HomePage.objects.get().save_revision().publish()
        load("--no-users")
        assert len(HomePage.objects.get().ways) == 3

    def test_a_home_page_that_somebody_edited_stays(self) -> None:
        home = HomePage.objects.get()
        home.hero_title = "Selamat datang"
        home.save_revision(user=User.objects.create_user("editor")).publish()
        load("--no-users")
        home.refresh_from_db()
        assert (home.hero_title, len(home.ways)) == ("Selamat datang", 0)

    def test_a_law_that_was_filed_by_hand_is_not_filed_again(self) -> None:
        index = make.child(None, ResourceIndexPage, title="Peraturan", slug="peraturan")
        mine = make.child(index, LegalDocumentPage, title="UU 21/2007", kind="uu", number="21", year=2007)
        load("--no-users")
        assert LegalDocumentPage.objects.get(kind="uu", number="21", year=2007).pk == mine.pk
        assert mine.title == "UU 21/2007"
        assert law("pp-9-2008").relations.get().target_id == mine.pk


class TestRefusal:
    def test_another_kind_of_page_at_an_address(self) -> None:
        make.child(None, StandardPage, title="Halaman lain", slug="rapat")
        before = counts()
        with pytest.raises(CommandError, match="Halaman lain"):
            load()
        assert counts() == before

    def test_no_home_page(self) -> None:
        Site.objects.all().delete()
        with pytest.raises(CommandError, match="migrate"):
            load()

    def test_a_missing_group(self) -> None:
        Group.objects.filter(name="Pimpinan").delete()
        with pytest.raises(CommandError, match="Pimpinan"):
            load()
        assert not User.objects.exists()
        assert not MeetingPage.objects.exists()


class TestUsers:
    def test_one_account_for_each_role_with_the_printed_password(self) -> None:
        printed = load()
        passwords = {
            line.split()[0]: line.split()[1] for line in printed.splitlines() if line.startswith("  ") and line.strip()
        }
        groups = {
            "editor": ["Editor"],
            "sekretariat": ["Sekretariat"],
            "pimpinan": ["Pimpinan"],
            "anggota": ["Anggota Gugus Tugas"],
            "admin": [],
        }
        assert set(passwords) == set(groups)
        assert len(set(passwords.values())) == len(groups)
        for name, expected in groups.items():
            user = User.objects.get(username=name)
            assert user.check_password(passwords[name])
            assert [group.name for group in user.groups.all()] == expected
            assert user.is_superuser == (name == "admin")

    def test_a_second_run_keeps_passwords_and_prints_none(self) -> None:
        load()
        before = dict(User.objects.values_list("username", "password"))
        printed = load()
        assert dict(User.objects.values_list("username", "password")) == before
        assert "changepassword" in printed
        assert "editor" not in printed.lower().replace("editors", "")

    def test_none_when_not_wanted(self) -> None:
        printed = load("--no-users")
        assert not User.objects.exists()
        assert "changepassword" not in printed

    def test_quiet_but_for_the_passwords(self) -> None:
        printed = load("--verbosity", "0")
        assert "sekretariat" in printed
        assert str(Topic._meta.verbose_name_plural) not in printed


class TestPaper:
    def test_a_pdf_that_says_where_its_objects_are(self) -> None:
        content = pdf("Judul (contoh)", ["Isi \\ yang panjang. " * 40] * 12)
        table = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
        assert content[table:].startswith(b"xref\n")
        rows = content[table:].split(b"\n")[3:]
        starts = [int(row[:10]) for row in rows if row.endswith(b" n ")]
        for number, start in enumerate(starts, start=1):
            assert content[start:].startswith(b"%d 0 obj" % number)
        assert content.count(b"/Type /Page ") > 1
        assert rb"Judul \(contoh\)" in content

    def test_a_word_document(self) -> None:
        content = docx(["Satu & dua", "Tiga"])
        assert content == docx(["Satu & dua", "Tiga"])
        assert [text.text for text in Document(io.BytesIO(content)).paragraphs] == ["Satu & dua", "Tiga"]
        assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
