"""The public pages of every type, with all their rows."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from publishing import generation
from resources.models import Dictum, LegalBasis, LegalRelation
from tests.factories import resources as make
from tests.factories.home import publish

pytestmark = pytest.mark.django_db

MOST_QUERIES = 10
FULL = {
    "decree": make.full_decree,
    "sop": make.full_sop,
    "guidance": make.full_guidance,
    "training": make.full_training,
}


def shown(client: Client, page: Any, query: str = "") -> str:
    """The page as a visitor gets it."""
    response = client.get(page.url + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def hide(page: Any) -> None:
    """Only for who is signed in."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


@pytest.mark.parametrize("kind", FULL)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_type_is_shown(client: Client, kind: str, language: str) -> None:
    page = FULL[kind]()
    response = client.get(language + page.url)
    html = response.content.decode()
    assert response.status_code == 200
    assert page.title in html
    assert "{{" not in html
    assert " style=" not in html


@pytest.mark.parametrize("kind", FULL)
def test_every_type_can_be_previewed_before_it_was_ever_saved_with_rows(kind: str) -> None:
    page = FULL[kind]()
    draft = page.get_latest_revision().as_object()
    response = draft.make_preview_request(preview_mode=draft.default_preview_mode)
    assert response.status_code == 200
    assert page.title in response.content.decode()


def queries_of(client: Client, url: str) -> list[str]:
    """The SQL of a visit, once what is kept between visits was read.

    A test never commits, so the commit that the makers of the content wait for is put behind us by hand.
    """
    connection.run_on_commit = []
    generation.forget_all()
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"][:200] for query in queries]


@pytest.mark.parametrize("kind", FULL)
def test_a_page_costs_few_queries(client: Client, kind: str) -> None:
    queries = queries_of(client, FULL[kind]().url)
    assert len(queries) <= MOST_QUERIES, queries


def test_a_law_that_many_refer_to_costs_few_queries(client: Client) -> None:
    law = make.law()
    make.full_decree()
    make.full_sop()
    make.full_guidance()
    queries = queries_of(client, law.url)
    assert len(queries) <= MOST_QUERIES, queries


# Wagtail leaves the spooled file of a rendition that it makes to the garbage collector.
@pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning")
def test_an_sop_with_a_logo_costs_few_queries(client: Client) -> None:
    queries = queries_of(client, make.full_sop(logo=make.image()).url)
    assert len(queries) <= MOST_QUERIES, queries


def test_more_rows_cost_no_more_queries(client: Client) -> None:
    page = make.full_decree()
    few = len(queries_of(client, page.url))
    page.legal_bases.set(
        [LegalBasis(text=f"Dasar {place}", legal_document=make.regulation(), sort_order=place) for place in range(40)]
    )
    page.dictums.set([Dictum(text=f"Isi {place}", sort_order=place) for place in range(40)])
    publish(page)
    assert len(queries_of(client, page.url)) == few


def test_a_decree_reads_like_a_decree(client: Client) -> None:
    html = shown(client, make.full_decree())
    parts = [
        '<p class="decree__kind">Keputusan Bupati Sinjai</p>',
        '<p class="decree__number">Nomor 120 Tahun 2022</p>',
        "bahwa perdagangan orang melanggar",
        "Undang-Undang Nomor 23 Tahun 2014",
        "KESATU",
        "KEDUA BELAS",
        '<p class="decree__signatory">Andi Seto Asapa</p>',
        "Gubernur Sulawesi Selatan",
        "Dinas Pemberdayaan Contoh",
    ]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert "1 Maret 2022" in html
    assert 'id="kedua-belas"' in html
    assert 'href="/dokumen/uu-21-2007/">Undang-Undang Nomor 21 Tahun 2007' in html
    assert "Lampiran I" in html


def test_rows_that_were_never_put_in_order_come_as_they_were_written(client: Client) -> None:
    page = make.full_decree()
    page.dictums.set([Dictum(text="Ketentuan satu."), Dictum(text="Ketentuan dua.")])
    html = shown(client, publish(page))
    assert html.index("Ketentuan satu.") < html.index("Ketentuan dua.")


def test_the_other_side_of_a_relation_is_derived(client: Client) -> None:
    law, decree = make.law(), make.full_decree()
    html = shown(client, law)
    assert "Dilaksanakan oleh" in html or "Implemented by" in html
    assert f'href="{decree.url}"' in html
    change = make.regulation(title="Perubahan")
    change.relations.set(
        [
            LegalRelation(kind="amends", target=law),
            LegalRelation(kind="revokes_partly", target=law, note="Pasal 2 diganti."),
        ]
    )
    publish(change)
    html = shown(client, law)
    assert "badge--info" in html
    assert html.count("relations__item--revoked") == 1
    assert "Pasal 2 diganti." in html


def test_relations_of_a_draft_are_not_shown(client: Client) -> None:
    law = make.law()
    change = make.regulation(title="Rancangan perubahan", live=False)
    change.relations.set([LegalRelation(kind="amends", target=law)])
    change.save()
    change.save_revision()
    assert "Rancangan perubahan" not in shown(client, law)


def test_a_private_title_is_nowhere(client: Client) -> None:
    secret = make.law(title="Judul tertutup", slug="tertutup", topics=[make.topic()])
    decree, sop, guidance = make.full_decree(), make.full_sop(), make.full_guidance()
    reverse = make.regulation(title="Juga tertutup")
    reverse.relations.set([LegalRelation(kind="amends", target=decree)])
    publish(reverse)
    hide(secret)
    hide(reverse)
    for page in (decree, sop, guidance):
        html = shown(client, page)
        assert "Judul tertutup" not in html
        assert "Juga tertutup" not in html
        assert secret.url not in html
        assert reverse.url not in html
    assert "Undang-Undang Nomor 21 Tahun 2007" in shown(client, decree)


def test_who_refers_to_a_law_is_named(client: Client) -> None:
    law, sop, guidance = make.law(), make.full_sop(), make.full_guidance()
    html = shown(client, law)
    assert f'href="{sop.url}"' in html
    assert f'href="{guidance.url}"' in html


def test_related_documents_share_a_topic(client: Client) -> None:
    page = make.regulation(topics=[make.topic()])
    near = [make.regulation(title=f"Dekat {place}", topics=[make.topic()]) for place in range(6)]
    far = make.regulation(title="Jauh", topics=[make.topic("Lain", "lain")])
    html = shown(client, page)
    assert sum(f'href="{other.url}"' in html for other in near) == 4
    assert f'href="{far.url}"' not in html


def test_an_sop_shows_its_form_and_its_times(client: Client) -> None:
    html = shown(client, make.full_sop())
    assert "19750312 200003 2 001" in html
    assert 'id="langkah-5"' in html
    assert 'href="#langkah-1"' in html
    assert html.count('<td class="flow__actor"') == 5
    assert html.count("flow__actor--empty") == 5


def test_one_role_sees_its_own_steps(client: Client) -> None:
    page = make.full_sop()
    html = shown(client, page, "?pelaksana=b")
    assert 'id="langkah-3"' in html
    assert 'id="langkah-1"' not in html
    assert 'aria-current="true"' in html
    assert 'id="langkah-3"' in shown(client, page, "?pelaksana=Kepala%20unit")


def test_branches_to_the_steps_of_others_lead_to_all_steps(client: Client) -> None:
    page = make.full_sop()
    html = shown(client, page, "?pelaksana=A")
    assert 'href="?#langkah-3"' in html
    assert 'href="#langkah-1"' in html
    assert 'href="#langkah-3"' in shown(client, page)


def test_an_unknown_role_is_said_to_be_unknown(client: Client) -> None:
    html = shown(client, make.full_sop(), "?pelaksana=%3Cscript%3E")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html.replace("<script src", "")
    assert 'id="langkah-1"' in html


def test_a_replaced_sop_leads_to_the_new_one(client: Client) -> None:
    new = make.sop(title="SOP baru")
    html = shown(client, make.sop(title="SOP lama", status="superseded", replaced_by=new))
    assert f'href="{new.url}"' in html


def test_guidance_answers_a_question(client: Client) -> None:
    html = shown(client, make.full_guidance())
    assert html.index("Apakah korban boleh didampingi?") < html.index("Ya, sejak laporan pertama.")
    assert "Kejaksaan Contoh" in html
    assert 'id="hak-korban"' in html


def test_the_trainers_notes_are_never_public(client: Client) -> None:
    page = make.full_training()
    assert make.SECRET_NOTE not in shown(client, page)
    assert "catatan-pelatih" not in shown(client, page)


def test_somebody_signed_in_is_no_member_yet(client: Client) -> None:
    client.force_login(User.objects.create_user("tamu", "tamu@example.org", "x"))
    assert make.SECRET_NOTE not in shown(client, make.full_training())


def test_members_read_the_trainers_notes(client: Client) -> None:
    user = User.objects.create_user("anggota", "anggota@example.org", "x")
    user.user_permissions.add(Permission.objects.get(codename="view_members_content"))
    client.force_login(user)
    assert make.SECRET_NOTE in shown(client, make.full_training())
