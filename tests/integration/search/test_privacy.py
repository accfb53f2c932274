"""Nothing that is hidden shows at any door of search: results, facets, counts, suggestions, spelling, feed, JSON, and the
editors' report of what is searched for.

Real pages are hidden in every way there is; four of each, so that a word of theirs would be frequent enough to be
offered. What must not show is one word that stands in all their fields; a visitor asks with other words of theirs. The
same questions are asked while the pages are open, so that a door that never says anything would be noticed.
"""

from collections.abc import Callable
from itertools import count
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, PageViewRestriction

from meetings.models import AgendaItem, Decision, MeetingFile
from publishing.models import Topic
from resources.models import SopFile, SopStep
from search import counting
from search.follower import catch_up_now
from search.models import SearchedWord, UnknownWord
from tests.factories import home, meetings, resources

pytestmark = pytest.mark.django_db

_numbers = count(1)
SECRET = "smaragdina"
HANDLE = "zamrudkelam"
"""A word of the same pages that a visitor may ask with: pages repeat what was asked."""


def sop(parent: Page | None = None, *, hidden_from_the_start: bool = False) -> Page:
    number = next(_numbers)
    page = resources.sop(
        parent,
        title=f"{HANDLE} {SECRET} {number}",
        summary=f"Ringkasan {HANDLE} {SECRET}.",
        number=f"ZK-77/{SECRET}/{number}",
        owner_agency=home.agency(name=f"Dinas {SECRET} {number}"),
        unit_name=SECRET,
        live=not hidden_from_the_start,
    )
    page.topics = [Topic.objects.get_or_create(slug=HANDLE, defaults={"name": f"Topik {SECRET}"})[0]]
    page.steps = [SopStep(activity=f"Langkah {HANDLE} {SECRET}", symbol="process", minutes=5)]
    page.files = [SopFile(document=resources.document(f"Berkas {HANDLE} {SECRET} {number}"))]
    return page


def opened(parent: Page | None = None) -> Page:
    return home.publish(sop(parent))


def restricted(kind: str) -> Callable[[], Page]:
    def make() -> Page:
        page = opened()
        restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
        if kind == PageViewRestriction.GROUPS:
            restriction.groups.add(Group.objects.get(name="Pimpinan"))
        return page

    return make


def below_a_restricted_page() -> Page:
    above = resources.index_page()
    page = opened(above)
    PageViewRestriction.objects.create(page=above, restriction_type=PageViewRestriction.LOGIN)
    return page


def drafted() -> Page:
    page = sop(hidden_from_the_start=True)
    page.save_revision()
    return page


def drafted_change() -> Page:
    page = home.publish(resources.sop(title="Layanan lama"))
    page.title = f"{HANDLE} {SECRET}"
    page.summary = page.number = SECRET
    page.save_revision()
    return page


def unpublished() -> Page:
    page = opened()
    page.unpublish()
    return page


def deleted() -> Page:
    page = opened()
    page.delete()
    return page


def excluded() -> Page:
    page = sop()
    page.information_class = "dikecualikan"
    return home.publish(page)


def members_rows() -> Page:
    return home.publish(
        meetings.meeting(
            title=f"Rapat {HANDLE}",
            agenda_items=[
                AgendaItem(title="Pembukaan"),
                AgendaItem(title=f"{HANDLE} {SECRET}", discussion=f"<p>{SECRET}</p>", visibility="members"),
            ],
            decisions=[Decision(text=f"{HANDLE} {SECRET}", visibility="members")],
            files=[MeetingFile(document=meetings.document(f"Berkas {HANDLE} {SECRET}"), visibility="members")],
        )
    )


HIDDEN = {
    "group": restricted(PageViewRestriction.GROUPS),
    "password": restricted(PageViewRestriction.PASSWORD),
    "login": restricted(PageViewRestriction.LOGIN),
    "below": below_a_restricted_page,
    "draft": drafted,
    "change": drafted_change,
    "unpublished": unpublished,
    "deleted": deleted,
    "excluded": excluded,
    "members": members_rows,
}

QUESTIONS = [
    "",
    f"q={HANDLE}",
    f"q={HANDLE}&sort=date",
    "q=layanan",
    "q=-layanan",
    "q=nomor:77",
    f"q=smarag&q=%22{HANDLE}%22",
    "q=smaragdima",  # A slip of the secret word: no correction may come of it.
    "q=smaragdin",
    f"topic={HANDLE}",
    "kind=sop",
    "kind=file",
    "kind=meeting",
]
TYPED = [
    "smarag",
    "smaragdin",
    HANDLE,
    f"{HANDLE} sm",
    "dinas sm",
    "77",
    "zk-77",
    "berkas zam",
    "langkah zam",
    "rapat zam",
]
DOORS = [
    *(
        f"{path}?{question}"
        for path in ("/cari/", "/en/cari/", "/cari/atom/", "/api/v1/search/")
        for question in QUESTIONS
    ),
    *(f"/cari/saran/?q={quote(typed)}" for typed in TYPED),
    *(f"/cari/saran/?format=opensearch&q={quote(typed)}" for typed in TYPED),
]


def promote(page: Page) -> None:
    query, _ = Query.objects.get_or_create(query_string="layanan")
    SearchPromotion.objects.create(query=query, page=page)


def leaks(client: Client) -> dict[str, str]:
    """The doors at which the secret word shows, with what stands around it."""
    found = {}
    for door in DOORS:
        response = client.get(door)
        assert response.status_code in (200, 400), door
        text = response.content.decode()
        place = text.lower().find(SECRET)
        if place >= 0:
            found[door] = text[max(0, place - 80) : place + 80]
    return found


@pytest.fixture(autouse=True)
def _something_is_public() -> None:
    for number in range(4):
        home.publish(resources.sop(title=f"Layanan terbuka {number}", topics=[resources.topic()]))


def test_the_doors_do_speak_of_what_is_open() -> None:
    for _ in range(4):
        promote(opened())
    catch_up_now()
    # Neither a meeting nor a title with the word "langkah" is there; only the page shows promoted results.
    without_answer = ("kind=meeting", "q=rapat", "q=langkah", "/atom/?q=layanan", "/search/?q=layanan")
    silent = set(DOORS) - set(leaks(Client()))
    assert {door for door in silent if not any(part in door for part in without_answer)} == set()


@pytest.mark.parametrize("way", HIDDEN)
def test_nothing_hidden_shows_anywhere(way: str) -> None:
    for _ in range(4):
        page = HIDDEN[way]()
        if way != "deleted":
            promote(page)
    catch_up_now()
    assert leaks(Client()) == {}


@pytest.mark.parametrize("way", HIDDEN)
def test_nothing_hidden_is_counted(way: str) -> None:
    for _ in range(4):
        HIDDEN[way]()
    catch_up_now()
    client = Client()
    secret = client.get(f"/api/v1/search/?q={SECRET}").json()
    assert (secret["total"], secret["results"]) == (0, [])
    everything = client.get("/api/v1/search/?page_size=100").json()
    assert everything["total"] == len(everything["results"])
    page = client.get("/cari/").content.decode()
    counts = [int(part.split("<")[0]) for part in page.split('<span class="facet__count">')[1:]]
    assert all(count <= everything["total"] for count in counts)


def test_what_shows_before_the_index_follows_is_still_nothing_hidden() -> None:
    """The moment between a change and the index: the ledger has the last word on hits, and on suggested titles."""
    pages = [opened() for _ in range(4)]
    catch_up_now()
    for page in pages:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    client = Client()
    for door in (
        f"/cari/?q={HANDLE}",
        f"/api/v1/search/?q={HANDLE}",
        f"/cari/atom/?q={HANDLE}",
        f"/cari/saran/?q={HANDLE}",
    ):
        hits = client.get(door).content.decode().split("facet__title")[0]
        assert SECRET not in hits, door


def test_those_who_may_see_more_get_no_more_suggestions() -> None:
    for way in ("group", "login", "members", "excluded"):
        for _ in range(4):
            HIDDEN[way]()
    catch_up_now()
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    assert SECRET in client.get(f"/cari/?q={HANDLE}").content.decode()
    suggested = {door for door in leaks(client) if "/saran/" in door or "/atom/" in door}
    assert suggested == set()


def asked_for_the_secret() -> str:
    """What the database and the report hold after somebody searched for it, the word in three of its settings."""
    for question in (SECRET, f"{HANDLE} {SECRET}", f'"{SECRET}"'):
        Client().get("/cari/", {"q": question})
    counting.flush()
    editor = Client()
    user, _ = User.objects.get_or_create(username="penyunting")
    user.groups.set([Group.objects.get(name="Editor")])
    editor.force_login(user)
    reports = [editor.get(reverse(name)).content.decode() for name in ("searched_words", "unanswered_words")]
    exports = [editor.get(reverse(name), {"export": "csv"}) for name in ("searched_words", "unanswered_words")]
    stored = [*SearchedWord.objects.values(), *UnknownWord.objects.values()]
    return str([stored, reports, [b"".join(export.streaming_content) for export in exports]])


@pytest.mark.parametrize("way", HIDDEN)
def test_nothing_hidden_is_written_down_when_somebody_asks_for_it(way: str) -> None:
    for _ in range(4):
        HIDDEN[way]()
    catch_up_now()
    assert SECRET not in asked_for_the_secret()


def test_what_was_counted_while_it_was_open_goes_when_it_is_taken_down() -> None:
    page = opened()
    catch_up_now()
    assert SECRET in asked_for_the_secret()
    page.unpublish()
    catch_up_now()
    counting.forget()
    assert SECRET not in asked_for_the_secret()
