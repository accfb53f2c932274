"""The secretariat's synonyms: what can be kept, who may, and that search uses them at once."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from publishing.models import SynonymGroup
from publishing.synonyms import kept_groups
from search.synonyms import OneWay, current, same
from tests.factories import home as make
from tests.integration.publishing.test_workflow import person

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_publishing_synonymgroup:add"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with override("en"):
        yield


def group(*lines: str, **fields: Any) -> SynonymGroup:
    """A group that was checked."""
    made = SynonymGroup(words="\n".join(lines), **fields)
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def secretary(client: Client) -> Client:
    client.force_login(person("sekretaris", "Sekretariat"))
    return client


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("", "cannot be blank"),
        ("calo", "at least two lines"),
        ("calo\n\n  \n", "at least two lines"),
        ("passobis\nPASSOBIS", "the same to search"),
        ("orang hilang kampung\norang-orang hilang di kampung\nhilangnya orang", ""),
        ("passobis\n" + "x" * 121, "too long"),
        ("passobis\nsatu dua tiga empat lima enam tujuh delapan", "too long"),
        ("passobis\nyang di", "can't be searched for"),
        ("passobis\n—", "can't be searched for"),
        ("kp\nkampung nelayan", "two letters mean many things"),
        ("KP\nkampung nelayan", ""),
        ("\n".join(f"kata{number}x" for number in range(41)), "at most 40 lines"),
        ("tppo\nperdagangan orang", "in a group already: tppo = "),
        ("passobis\nselundup\x00an", ""),
    ],
)
def test_what_can_be_a_group(words: str, reason: str) -> None:
    made = SynonymGroup(words=words)
    if not reason:
        made.full_clean()
        return
    with pytest.raises(ValidationError) as error:
        made.full_clean()
    assert reason in error.value.message_dict["words"][0]


def test_a_group_that_says_nothing_new_is_refused() -> None:
    group("passobis", "penipu", "pembohong")
    with pytest.raises(ValidationError, match="in a group already: passobis = penipu = pembohong"):
        group("pembohong", "passobis")
    group("pembohong", "dusta")


def test_one_way_says_less_than_both_ways() -> None:
    one_way = group("bola api", "kebakaran", one_way=True)
    assert str(one_way) == "bola api → kebakaran"
    with pytest.raises(ValidationError, match="in a group already"):
        group("bola api", "kebakaran", one_way=True)
    both = group("bola api", "kebakaran")
    assert str(both) == "bola api = kebakaran"
    group("kebakaran", "asap", one_way=True)


def test_lines_are_tidied() -> None:
    made = group("  calo   tenaga kerja ", "", "passobis\u00ad")
    assert made.words == "calo tenaga kerja\npassobis"
    assert kept_groups() == (("calo tenaga kerja", "passobis"),)


def others(word: str) -> set[tuple[str, ...]]:
    from search.analysis import normalise, tokens

    return set(current().of(tuple(tokens(normalise(word)))))


def test_search_knows_a_group_at_once_and_forgets_it_at_once(django_capture_on_commit_callbacks: Any) -> None:
    assert others("passobis") == set()
    with django_capture_on_commit_callbacks(execute=True):
        made = group("passobis", "calo")
    assert ("calo",) in others("passobis")
    assert ("passobis",) in others("calo")
    with django_capture_on_commit_callbacks(execute=True):
        made.one_way = True
        made.save()
    assert kept_groups() == (OneWay(("passobis", "calo")),)
    assert ("calo",) in others("passobis")
    assert ("passobis",) not in others("calo")
    with django_capture_on_commit_callbacks(execute=True):
        SynonymGroup.objects.filter(pk=made.pk).delete()
    assert others("passobis") == set()


def test_a_search_asks_no_database_for_them() -> None:
    group("passobis", "calo")
    kept_groups()
    with CaptureQueriesContext(connection) as queries:
        others("passobis")
    assert len(queries) == 0


def test_the_secretariat_keeps_them_with_their_history(secretary: Client) -> None:
    response = secretary.post(reverse(ADD), {"words": "passobis\ncalo", "note": "Bahasa Bugis"}, follow=True)
    made = SynonymGroup.objects.get()
    assert "passobis = calo" in response.content.decode()
    names = {name: f"wagtailsnippets_publishing_synonymgroup:{name}" for name in ("edit", "history", "list")}
    secretary.post(reverse(names["edit"], args=[made.pk]), {"words": "passobis\ncalo\nmakelar", "note": ""})
    made.refresh_from_db()
    assert made.members == ("passobis", "calo", "makelar")
    assert made.revisions.count() == 2
    assert secretary.get(reverse(names["history"], args=[made.pk])).status_code == 200
    assert "passobis" in secretary.get(reverse(names["list"]), {"q": "makelar"}).content.decode()


def test_what_was_typed_wrongly_stays_in_the_form(secretary: Client) -> None:
    html = secretary.post(reverse(ADD), {"words": "kp\nkampung", "note": ""}).content.decode()
    assert "huruf besar (KP)" in html
    assert "kp\nkampung" in html.replace("\r", "")
    assert not SynonymGroup.objects.exists()


def test_the_form_can_begin_with_a_word(secretary: Client) -> None:
    html = secretary.get(reverse(ADD), {"kata": "<b>passobis</b>  x" + "y" * 500}).content.decode()
    assert "&lt;b&gt;passobis&lt;/b&gt; x" in html
    assert "y" * 130 not in html


@pytest.mark.parametrize(("role", "may"), [("Editor", False), ("Pimpinan", False), ("Sekretariat", True)])
def test_who_may_keep_them(client: Client, role: str, may: bool) -> None:
    client.force_login(person("seseorang", role))
    assert (client.get(reverse(ADD)).status_code == 200) is may


def test_a_group_stored_without_its_checks_harms_no_search() -> None:
    SynonymGroup.objects.create(words="sendiri")
    SynonymGroup.objects.create(words="")
    SynonymGroup.objects.create(words="…\n\n!!", one_way=True)
    assert others("sendiri") == set()
    make.information_page()
    assert same("…") == ()
