"""Minutes from the form to the reader: written, reviewed and approved by three people, and found by a fourth."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.factories.files import pdf
from tests.support.browsing import DESKTOP, Reader
from tests.support.running import Account, RunningPortal

TITLE = "Rapat evaluasi jalur pelaporan desa"
ADDRESS = "/rapat/rapat-evaluasi-jalur-pelaporan-desa/"
# It takes the worker well below a second; a machine under load gets its time.
_FOUND_WITHIN = 30


SIGNED = pdf("Notulen bertanda tangan: buku saku disimpan di posko pelabuhan")


class Form:
    """The form of a meeting in the admin, as an editor fills it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def tab(self, name: str) -> None:
        self.page.get_by_role("tab", name=name).click()

    def row(self, rows: str, button: str) -> Callable[[str], Locator]:
        """Add an inline row; returns what finds its fields by their names."""
        self.page.get_by_role("button", name=button, exact=True).click()
        return lambda field: self.page.locator(f"[name='{rows}-0-{field}']")

    def choose_agency(self, field: str, name: str) -> None:
        """Choose an agency in its dialog, by its full name's row."""
        self.page.locator(f"#id_{field}-chooser").get_by_role("button", name="Pilih instansi").click()
        row = self.page.locator(".modal tr", has_text=name)
        row.get_by_role("link").first.click()
        expect(self.page.locator(".modal")).to_have_count(0)

    def upload(self, field: str, name: str, content: bytes) -> None:
        """Upload a PDF in the dialog in which a document is chosen."""
        self.page.locator(f"#id_{field}-chooser").get_by_role("button", name="Pilih Dokumen").click()
        dialog = self.page.locator(".modal")
        dialog.get_by_role("tab", name="Unggah").click()
        dialog.locator("input[type=file]").set_input_files(
            [{"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": content}]
        )
        expect(dialog.locator("input[name$=title]")).to_have_value(name)
        dialog.get_by_role("button", name="Unggah").click()
        expect(self.page.locator(f"#id_{field}-chooser")).to_contain_text(name)

    def act(self, name: str) -> None:
        """Choose one of the actions at the foot of the page."""
        foot = self.page.locator("footer")
        more = foot.get_by_role("button", name="Tindakan lainnya")
        # The attribute comes with the script that opens the menu.
        expect(more).to_have_attribute("aria-expanded", "false")
        more.click()
        foot.get_by_role("button", name=name, exact=True).click()

    def approvals(self) -> Locator:
        """The actions that approve, shown or not."""
        return self.page.locator("footer [data-workflow-action-name=approve]")


def write_minutes(page: Page) -> None:
    page.goto("/admin/meetings/")
    page.get_by_role("link", name="Tambah rapat").click()
    form = Form(page)
    page.fill("[name=title]", TITLE)
    page.keyboard.press("Tab")
    page.select_option("[name=status]", label="Terlaksana")
    page.fill("[name=start]", "2026-11-20 09:00")
    page.keyboard.press("Tab")
    page.fill("[name=end]", "2026-11-20 11:30")
    page.keyboard.press("Tab")
    page.fill("[name=place]", "Ruang Rapat DP3AP2KB")
    present = form.row("attendance", "Tambah instansi")
    present("institution").fill("Forum Anak Contoh")
    present("position").fill("Ketua")
    item = form.row("agenda_items", "Tambah butir agenda")
    item("title").fill("Laporan dari posko desa")
    item("decision").fill("Posko desa diperkuat.")
    page.locator("[id^=inline_child_agenda_items-0] [contenteditable=true]").first.click()
    page.keyboard.type("Posko desa membutuhkan buku saku.")
    decision = form.row("decisions", "Tambah keputusan")
    decision("text").fill("Setiap desa menerima buku saku pelaporan.")
    decision("agenda_number").fill("1")
    action = form.row("action_items", "Tambah tindak lanjut")
    action("text").fill("Mencetak buku saku pelaporan")
    action("due_on").fill("2027-01-15")
    page.keyboard.press("Tab")
    form.choose_agency("action_items-0-agency", "Dinas Sosial Kabupaten Sinjai")
    form.tab("Berkas")
    form.row("files", "Tambah berkas")
    form.upload("files-0-document", "notulen-bertanda-tangan", SIGNED)
    form.tab("Tentang halaman ini")
    page.fill("[name=summary]", "Evaluasi jalur pelaporan dari desa ke layanan.")
    page.get_by_role("button", name="Simpan konsep").click()
    expect(page.get_by_role("status").or_(page.locator(".messages"))).to_contain_text(TITLE)


def see_preview(page: Page) -> None:
    page.get_by_role("button", name=re.compile("pratinjau", re.IGNORECASE)).first.click()
    preview = page.frame_locator("#w-preview-iframe").locator("main")
    for words in (
        TITLE,
        "Jumat, 20 November 2026",
        "09.00 – 11.30 WITA",
        "Setiap desa menerima buku saku pelaporan.",
        "Mencetak buku saku pelaporan",
        "15 Januari 2027",
        "Posko desa membutuhkan buku saku.",
        "Forum Anak Contoh",
        "notulen-bertanda-tangan",
    ):
        expect(preview).to_contain_text(words)


def open_from_desk(page: Page) -> Form:
    """Open the page from the list of what waits for one's own review."""
    waiting = page.locator("section", has=page.get_by_role("heading", name="Menunggu tinjauan Anda"))
    waiting.get_by_role("link", name=TITLE).click()
    return Form(page)


def done(page: Page) -> None:
    expect(page.locator(".messages")).to_contain_text(TITLE)


def test_minutes_from_the_form_to_the_reader(
    reader: Reader, portal: RunningPortal, account: Callable[[str], Account]
) -> None:
    desk = reader.sign_in(portal.sample_account("editor"))
    write_minutes(desk)
    edit_address = desk.url
    see_preview(desk)
    visitor = reader.open(ADDRESS, DESKTOP)
    expect(visitor.locator("h1")).not_to_have_text(TITLE)

    form = Form(desk)
    form.act("Ajukan ke Tinjauan dan persetujuan")
    done(desk)
    desk.goto(edit_address)
    expect(desk.locator("footer")).to_contain_text("Batalkan alur kerja")
    expect(form.approvals()).to_have_count(0)

    # Who mends the minutes during the review has edited them last, and needs a second person.
    secretary = reader.sign_in(portal.sample_account("sekretariat"))
    form = open_from_desk(secretary)
    expect(form.approvals()).not_to_have_count(0)
    secretary.fill("[name=place]", "Ruang Rapat Setda")
    secretary.get_by_role("button", name="Simpan konsep").click()
    done(secretary)
    expect(form.approvals()).to_have_count(0)
    colleague = reader.sign_in(account("Sekretariat"))
    open_from_desk(colleague).act("Setujui")
    done(colleague)
    visitor.reload()
    expect(visitor.locator("h1")).not_to_have_text(TITLE)

    head = reader.sign_in(portal.sample_account("pimpinan"))
    open_from_desk(head).act("Setujui dan terbitkan")
    done(head)
    read_as_a_visitor(visitor)


def find(page: Page, question: str) -> Locator:
    """Ask until the minutes are among the hits."""
    page.goto(f"/cari/?q={question}")
    hit = page.locator("main .hit", has_text=TITLE)
    deadline = time.monotonic() + _FOUND_WITHIN
    while not hit.count():
        assert time.monotonic() < deadline, page.locator("main").inner_text()
        page.reload()
    return hit


def read_as_a_visitor(page: Page) -> None:
    """Nobody told the visitor the address: the minutes are found by what was decided, and by what their file says."""
    find(page, "posko+pelabuhan")
    find(page, "buku+saku+pelaporan").get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text(TITLE)
    main = page.locator("main")
    for words in ("Ruang Rapat Setda", "Dinsos", "Forum Anak Contoh", "Setiap desa menerima buku saku pelaporan."):
        expect(main).to_contain_text(words)
    answer = page.request.get(str(main.get_by_role("link", name="notulen-bertanda-tangan").get_attribute("href")))
    assert answer.ok
    assert answer.body() == SIGNED
