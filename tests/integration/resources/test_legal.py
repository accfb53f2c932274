"""Legal documents: what can be saved, and what they say about themselves in search."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from resources.models import LegalDocumentPage, LegalRelation, Membership
from search.models import SearchEntry
from tests.factories import resources as make
from tests.factories.home import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def message(error: pytest.ExceptionInfo[ValidationError], field: str) -> str:
    """The one message of a field."""
    [text] = error.value.message_dict[field]
    return text


def test_promulgation_does_not_come_before_enactment() -> None:
    with pytest.raises(ValidationError) as error:
        make.law(promulgated_on=date(2007, 4, 18))
    assert "before it was enacted" in message(error, "promulgated_on")


def test_year_and_day_of_enactment_agree() -> None:
    with pytest.raises(ValidationError) as error:
        make.law(year=2008)
    assert message(error, "year") == ("The year is 2008, but the document was enacted in 2007. Correct one of them.")


@pytest.mark.parametrize("year", [1200, 3000])
def test_the_year_is_sane(year: int) -> None:
    with pytest.raises(ValidationError) as error:
        make.regulation(year=year)
    assert "between 1945" in message(error, "year")


def test_the_same_document_is_not_filed_twice() -> None:
    make.regulation(title="Yang pertama", number="12", year=2022)
    with pytest.raises(ValidationError) as error:
        make.regulation(number="Nomor 12 Tahun 2022", year=2022, issuer="BUPATI  SINJAI")
    assert message(error, "number") == (
        "Peraturan BUPATI  SINJAI Nomor 12 Tahun 2022 was filed already: “Yang pertama”."
    )


def test_a_draft_does_not_take_a_number_either() -> None:
    make.regulation(number="12", year=2022)
    with pytest.raises(ValidationError, match="filed already"):
        make.regulation(number="12", year=2022, live=False)


def test_two_people_at_once_do_not_file_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    make.regulation(number="12", year=2022)
    monkeypatch.setattr(LegalDocumentPage, "_check_not_filed_before", lambda _page: None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.regulation(number="12", year=2022, live=False)


def test_documents_of_others_or_without_a_number_may_be_alike() -> None:
    make.regulation(number="12", year=2022)
    make.regulation(number="12", year=2022, issuer="Bupati Bone")
    make.regulation(number="12", year=2023)
    make.regulation(number="", year=2022)
    make.regulation(number="", year=2022)
    assert LegalDocumentPage.objects.count() == 5


def test_saving_again_is_no_second_filing() -> None:
    page = make.regulation(number="12", year=2022)
    page.summary = "Baru."
    page.save()
    assert publish(page).summary == "Baru."


def test_a_copy_gets_a_number_of_its_own() -> None:
    page = make.full_decree()
    copy = page.copy(update_attrs={"slug": "salinan"})
    assert (copy.number, copy.year) == ("", 2022)
    assert copy.dictums.count() == page.dictums.count()


def test_the_usual_issuer_is_filled_in() -> None:
    page = make.regulation(kind="perda_kabupaten", number="3", year=2020)
    assert page.issuer == "Kabupaten Sinjai"
    assert page.heading == "Peraturan Daerah Kabupaten Sinjai"


def test_no_relation_to_itself_or_twice() -> None:
    page, other = make.regulation(), make.regulation()
    page.relations.set(
        [
            LegalRelation(kind="amends", target=page, sort_order=0),
            LegalRelation(kind="revokes", target=other, sort_order=1),
            LegalRelation(kind="revokes", target=other, sort_order=2),
        ]
    )
    with pytest.raises(ValidationError) as error:
        page.save_revision()
    assert error.value.messages == [
        "Relation 1: A document can't have a relation to itself.",
        "Relation 3: This relation is in the list already.",
    ]


def test_a_member_has_one_institution() -> None:
    page = make.regulation()
    page.memberships.set([Membership(role="Ketua")])
    with pytest.raises(ValidationError) as error:
        page.save_revision()
    assert error.value.messages == ["Member 1: Choose an agency, or name the institution."]


def test_rows_live_in_drafts() -> None:
    page = make.full_decree()
    page.dictums.set(page.dictums.all()[:1])
    page.save_revision()
    assert LegalDocumentPage.objects.get(pk=page.pk).dictums.count() == 12
    assert page.get_latest_revision_as_object().dictums.count() == 1


def test_what_search_knows_of_a_law() -> None:
    with override("id"):
        page = make.law()
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.kind, entry.number, entry.year, entry.status, entry.public) == (
        "regulation",
        "Nomor 21 Tahun 2007",
        2007,
        "in_force",
        True,
    )
    first = entry.passages.order_by("order").first()
    assert first is not None
    assert "UU 21/2007" in first.text
    assert "Nomor 21 Tahun 2007" in first.text


def test_the_passages_of_a_decree() -> None:
    page = make.full_decree()
    assert page.search_kind().value == "decree"
    passages = {passage.anchor: passage for passage in page.search_passages()}
    assert passages["kesatu"].label == "KESATU"
    assert passages["kedua-belas"].label == "KEDUA BELAS"
    assert passages["menimbang"].text.startswith("a. bahwa perdagangan orang")
    assert "Kepala Dinas, Ketua, Bidang Pencegahan" in passages["keanggotaan"].text
    assert passages["naskah"].text == "Naskah tambahan."
    assert "Gubernur Sulawesi Selatan" in passages["tembusan"].text
    assert "Andi Seto Asapa" in passages["data"].text
    assert "Peraturan Perundang-undangan" in passages["data"].text
    assert all(passage.access is None for passage in passages.values())
    # "KESATU" or "Menimbang" says nothing of what stands below.
    assert {passage.heading for passage in passages.values()} == {""}


def test_the_headings_of_a_text_are_headings_in_search() -> None:
    page = make.regulation(body=[("heading", {"text": "BAB I KETENTUAN UMUM", "level": "h2"})])
    assert [passage.heading for passage in page.search_passages() if passage.heading] == ["BAB I KETENTUAN UMUM"]


def test_a_year_without_a_day_is_enough_to_filter_by() -> None:
    page = make.regulation(year=1999)
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.date, entry.year) == (None, 1999)
