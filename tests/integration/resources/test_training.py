"""Training modules and guidance: what can be saved, and that the trainer's notes stay with members."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from resources.models import TrainingMaterial
from search.contract import MEMBERS_ONLY
from search.models import SearchEntry, SearchPassage
from tests.factories import resources as make
from tests.factories.home import agency, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def test_the_notes_are_a_passage_for_members_alone() -> None:
    page = make.full_training()
    [notes] = [passage for passage in page.search_passages() if passage.access is not None]
    assert notes.access == MEMBERS_ONLY
    assert notes.text == make.SECRET_NOTE
    entry = SearchEntry.objects.get(key=page.search_key())
    assert make.SECRET_NOTE not in entry.summary
    open_text = "".join(SearchPassage.objects.filter(entry=entry, access="").values_list("text", flat=True))
    assert "Catatan rahasia" not in open_text
    assert "Ciri lowongan palsu." in open_text


def test_files_that_only_the_notes_link_to_are_for_members() -> None:
    hidden, open_file = make.document("Kunci jawaban"), make.document("Lembar kerja")
    link = '<p><a linktype="document" id="{}">Berkas</a></p>'
    page = make.full_training(
        trainer_notes=link.format(hidden.pk) + link.format(open_file.pk),
        introduction=[("document", {"document": open_file, "label": ""})],
    )
    assert page.members_only_documents == {hidden.pk}


def test_a_material_is_a_file_or_a_link() -> None:
    page = make.training()
    page.materials = [
        TrainingMaterial(title="Kosong", sort_order=0),
        TrainingMaterial(title="Dua", document=make.document(), url="https://example.org", sort_order=1),
    ]
    with pytest.raises(ValidationError) as error:
        page.save_revision()
    assert error.value.messages == [
        "Material 1: Choose a file or enter a link.",
        "Material 2: Choose a file or enter a link, not both.",
    ]


def test_one_provider_and_one_who_answers() -> None:
    somebody = agency()
    with pytest.raises(ValidationError, match="not both"):
        make.training(provider_agency=somebody, provider="Lain")
    with pytest.raises(ValidationError, match="not both"):
        make.guidance(answering_agency=somebody, answering_institution="Lain")


def test_an_answer_was_given_by_now() -> None:
    make.guidance(answered_on=timezone.localdate())
    with pytest.raises(ValidationError, match="still to come"):
        make.guidance(answered_on=timezone.localdate() + timedelta(days=1))


def test_what_search_knows_of_guidance() -> None:
    page = make.full_guidance()
    entry = SearchEntry.objects.get(key=page.search_key())
    assert (entry.kind, entry.number, entry.date) == ("guidance", "B-125/P.4.31/2025", date(2025, 3, 12))
    anchors = [passage.anchor for passage in page.search_passages()]
    assert anchors == ["pertanyaan", "jawaban", "jawaban", "hak-korban", "caranya", "mengingat"]
    headings = [passage.heading for passage in page.search_passages()]
    assert headings == ["", "", "", "Hak korban", "Caranya", ""]


def test_the_titles_of_sessions_are_headings() -> None:
    page = make.full_training()
    headings = [passage.heading for passage in page.search_passages() if passage.heading]
    assert headings == [session.title for session in page.sessions.all()]


def test_a_module_without_a_day_is_dated_by_its_publication() -> None:
    page = publish(make.training())
    assert page.search_date() == page.last_published_at.date()
    assert make.full_training().search_date() == date(2024, 8, 5)


def test_a_search_hit_says_how_long_it_takes() -> None:
    with override("en"):
        page = make.training(duration_minutes=480)
        assert [(str(fact.label), str(fact.value)) for fact in page.search_facts()] == [("Duration", "8 hours")]
        assert list(make.training().search_facts()) == []
