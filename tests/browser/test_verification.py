"""Verifying a document in the browser, with and without JavaScript."""

from playwright.sync_api import FilePayload, Request, expect

from tests.support.browsing import DESKTOP, PHONE, Reader

FILE: FilePayload = {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bukan dari sini"}


def test_the_history_leads_to_an_answer(reader: Reader) -> None:
    page = reader.open("/peraturan/uu-21-2007/versi/", PHONE)
    page.click(".history__entry a:has-text('Verifikasi')")
    expect(page.locator("h1")).to_have_text("Hasil verifikasi")
    expect(page.locator(".verify__found")).to_contain_text("Asli")
    expect(page.locator(".verify__found h2")).to_contain_text("Undang-Undang")


def test_the_browser_reads_the_file_itself_and_sends_nothing(reader: Reader) -> None:
    page = reader.open("/verifikasi/", DESKTOP)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.set_input_files("#berkas", FILE)
    page.click("button:has-text('Verifikasi berkas')")
    page.wait_for_url("**/verifikasi/?digest=*")
    expect(page.locator("main")).to_contain_text("Tidak dikenal di sini")
    assert sent == []


def test_without_scripts_the_file_is_sent(reader: Reader) -> None:
    page = reader.open("/verifikasi/", PHONE, java_script_enabled=False)
    page.set_input_files("#berkas", FILE)
    page.click("button:has-text('Verifikasi berkas')")
    expect(page.locator("h1")).to_have_text("Hasil verifikasi")
    expect(page.locator("main")).to_contain_text("Tidak dikenal di sini")
    assert page.url.endswith("/verifikasi/")
