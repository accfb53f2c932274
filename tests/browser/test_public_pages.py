"""Every kind of public page: accessible in both colour schemes, on a phone and a desktop, in both languages."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect
from wagtail.models import get_page_models

from tests.support.browsing import DESKTOP, PHONE, SMALL, Reader, accessibility_problems, fits
from tests.support.running import Account, RunningPortal


@dataclass(frozen=True, slots=True)
class View:
    """What a visitor can come to: its address in the sample content and, for a page of the tree, its type."""

    path: str
    model: str = ""


VIEWS = {
    "home": View("/", "home.HomePage"),
    "prevention": View("/pencegahan/", "home.InformationIndexPage"),
    "information": View("/pencegahan/tanda-tanda-perdagangan-orang/", "home.InformationPage"),
    "where-to-get-help": View("/pencegahan/ke-mana-mencari-bantuan/", "home.InformationPage"),
    "help-lines": View("/nomor-bantuan/", "home.HelpLinesPage"),
    "directory": View("/direktori/", "home.DirectoryPage"),
    "standard": View("/privasi/", "home.StandardPage"),
    "law": View("/peraturan/uu-21-2007/", "resources.LegalDocumentPage"),
    "decree": View("/peraturan/contoh-keputusan-bupati-gugus-tugas/", "resources.LegalDocumentPage"),
    "sop": View("/sop/contoh-sop-pengaduan-identifikasi/", "resources.SopPage"),
    "sop-of-a-role": View("/sop/contoh-sop-pengaduan-identifikasi/?pelaksana=B", "resources.SopPage"),
    "guidance": View("/panduan-hukum/bolehkah-identitas-korban-disebut/", "resources.LegalGuidancePage"),
    "training": View("/pelatihan/contoh-modul-mengenali-tanda/", "resources.TrainingModulePage"),
    "resources": View("/peraturan/", "resources.ResourceIndexPage"),
    "resources-filtered": View("/peraturan/?kind=regulation&year=2007", "resources.ResourceIndexPage"),
    "resources-no-such-page": View("/peraturan/?page=99", "resources.ResourceIndexPage"),
    "minutes": View("/rapat/rapat-koordinasi-18-november-2021/", "meetings.MeetingPage"),
    "invitation": View("/rapat/contoh-rapat-koordinasi-berikutnya/", "meetings.MeetingPage"),
    "meetings": View("/rapat/", "meetings.MeetingIndexPage"),
    "search": View("/cari/"),
    "search-hits": View("/cari/?q=korban"),
    "search-filtered": View("/cari/?q=korban&kind=regulation"),
    "search-nothing": View("/cari/?q=zzqxwvk"),
    "search-refused": View(f"/cari/?q={'panjang+' * 100}"),
    "verify": View("/verifikasi/"),
    "verify-unknown": View(f"/verifikasi/?digest={'0' * 64}"),
    "verify-refused": View("/verifikasi/?digest=abc"),
    "changes": View("/perubahan/"),
    "changes-none": View("/perubahan/?kind=file"),
    "not-found": View("/tidak-ada/"),
    "sign-in": View("/khusus-anggota/"),
    "password": View("/dengan-sandi/"),
}
_CLOSED_PAGES = """
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import PageViewRestriction
from home.models import HomePage, StandardPage
with transaction.atomic():
    home = HomePage.objects.get()
    for slug, kind in ("dengan-sandi", "password"), ("khusus-anggota", "groups"):
        page = home.add_child(instance=StandardPage(title="Contoh halaman tertutup", slug=slug))
        page.save_revision().publish()
        rule = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sandi-contoh")
        if kind == "groups":
            rule.groups.set(Group.objects.filter(name="Anggota Gugus Tugas"))
"""
# Pages that a healthy portal shows to nobody who only follows links, as Django's own views make them.
_PAGES_OF_FAULTS = """
import json
from django.core.exceptions import BadRequest
from django.middleware.csrf import REASON_BAD_ORIGIN
from django.test import RequestFactory
from django.utils.translation import override
from django.views import csrf, defaults
pages = {}
for language in "id", "en":
    with override(language):
        request = RequestFactory(headers={"host": "localhost"}).get("/")
        request.LANGUAGE_CODE = language
        pages[language] = [
            defaults.bad_request(request, BadRequest()).content.decode(),
            csrf.csrf_failure(request, REASON_BAD_ORIGIN).content.decode(),
            defaults.server_error(request).content.decode(),
        ]
print(json.dumps(pages))
"""


@pytest.fixture(scope="module", autouse=True)
def _closed_pages(portal: RunningPortal) -> None:
    """A page with a password and one for members."""
    portal.installation.python(_CLOSED_PAGES)


# The second language has the same templates: what only its words can break is looked for in CI.
@pytest.fixture(params=["id", pytest.param("en", marks=pytest.mark.slow)])
def language(request: pytest.FixtureRequest) -> str:
    """The language of the interface."""
    return str(request.param)


def address(path: str, language: str) -> str:
    return path if language == "id" else f"/en{path}"


def answering(html: str) -> Callable[[Route], None]:
    """What a route answers with instead of the portal."""
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def problems(page: Page) -> dict[str, list[str]]:
    """What is wrong with a page, by window and colour scheme; the page is looked at in all of them, and as narrow as
    the smallest phone."""
    found = {}
    for name, (width, height) in {"desktop": DESKTOP, "phone": PHONE}.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light")
        found[name] = accessibility_problems(page)
        page.emulate_media(color_scheme="dark")
        found[f"{name}, dark"] = accessibility_problems(page, colours_only=True)
        if not fits(page):
            found[f"{name}, width"] = ["is scrolled sideways"]
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    found["small"] = [] if fits(page) else ["is scrolled sideways"]
    return {where: what for where, what in found.items() if what}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_every_kind_of_page_is_accessible(reader: Reader, view: View, language: str) -> None:
    page = reader.open(address(view.path, language), DESKTOP, reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.locator("h1").count() == 1
    assert problems(page) == {}


def test_the_refusals_are_accessible(reader: Reader, account: Callable[[str], Account], language: str) -> None:
    page = reader.sign_in(account("Editor"))
    page.emulate_media(reduced_motion="reduce")
    refused = page.goto(address("/khusus-anggota/", language))
    assert refused is not None
    assert refused.status == 403
    assert problems(page) == {}
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto(address("/dengan-sandi/", language))
    page.context.clear_cookies()
    page.fill("input[type=password]", "sandi-contoh")
    with page.expect_navigation() as navigation:
        page.click("main button[type=submit]")
    assert navigation.value.status == 403
    assert problems(page) == {}


def test_the_pages_of_faults_are_accessible(reader: Reader, portal: RunningPortal, language: str) -> None:
    page = reader.open("/", DESKTOP, reduced_motion="reduce")
    for number, html in enumerate(json.loads(portal.installation.python(_PAGES_OF_FAULTS))[language]):
        page.route(f"**/galat-{number}/", answering(html))
        page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
        page.goto(f"/galat-{number}/")
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.locator("h1").count() == 1
        assert problems(page) == {}


def test_a_password_opens_its_page_and_a_wrong_one_is_explained(reader: Reader) -> None:
    page = reader.open("/dengan-sandi/")
    page.fill("input[type=password]", "salah")
    page.click("main button[type=submit]")
    error = page.locator("#" + str(page.get_attribute("input[type=password]", "aria-describedby")))
    expect(error).to_be_visible()
    expect(page.locator("h1")).not_to_have_text("Contoh halaman tertutup")
    assert accessibility_problems(page) == []
    page.fill("input[type=password]", "sandi-contoh")
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("Contoh halaman tertutup")


def test_every_type_of_page_of_the_tree_is_looked_at_here() -> None:
    types = {model._meta.label for model in get_page_models() if model._meta.app_label != "wagtailcore"}
    assert types == {view.model for view in VIEWS.values() if view.model}
