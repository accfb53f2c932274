"""How the two example SOPs are written down, and what they have in common."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.demo.builder import Builder
from portal.demo.laws import citation
from portal.demo.text import warning
from resources.models import ResourceIndexPage, SopActor, SopList, SopListRow, SopPage, SopStep, SopSymbol

__all__ = ["DECISION", "END", "PROCESS", "Sop", "Step", "put"]

END, PROCESS, DECISION = SopSymbol.START_END, SopSymbol.PROCESS, SopSymbol.DECISION


@dataclass(frozen=True, slots=True)
class Step:
    """A step; ``branches`` are the numbers of the steps on yes and on no."""

    actor: str
    activity: str
    minutes: int
    requirements: str
    output: str
    symbol: str = PROCESS
    note: str = ""
    branches: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Sop:
    """An SOP: actors are code, role and agency; lists hold what is not a legal basis; ``related`` is another SOP."""

    name: str
    title: str
    number: str
    stage: str
    summary: str
    topics: tuple[str, ...]
    bases: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]
    actors: tuple[tuple[str, str, str], ...]
    steps: tuple[Step, ...]
    related: str = ""


def put(
    builder: Builder, index: ResourceIndexPage, sop: Sop, finish: Callable[[SopPage], None] | None = None
) -> SopPage:
    """The page of ``sop`` below ``index``; ``finish`` is called with one that is about to be made."""
    page = SopPage(
        title=sop.title,
        summary=sop.summary,
        unit_name="DP3AP2KB Kabupaten Sinjai",
        number=sop.number,
        stage=sop.stage,
        # An example that nobody has signed is a draft, whatever else it shows.
        status="draft",
        created_on=builder.today,
        effective_on=builder.today,
        approved_position="Kepala DP3AP2KB Kabupaten Sinjai",
        approved_name="(contoh: nama pejabat yang mengesahkan)",
        list_rows=[*_bases(builder, sop), *_lists(sop), *_related(builder, sop)],
        actors=[SopActor(code=code, name=name, agency=builder.agencies[agency]) for code, name, agency in sop.actors],
        steps=[_step(step) for step in sop.steps],
        body=[
            warning(
                "Contoh, belum disahkan",
                "SOP ini disusun sebagai contoh isi portal. Pelaksana, waktu, dan urutannya belum ditetapkan oleh"
                " siapa pun. Dalam keadaan darurat hubungi 110.",
            )
        ],
    )
    return builder.page(sop.name, index, page, topics=sop.topics, finish=finish)


def _bases(builder: Builder, sop: Sop) -> list[SopListRow]:
    cited = (citation(builder, name) for name in sop.bases)
    return [SopListRow(section=SopList.LEGAL_BASIS, text=text, legal_document=law) for text, law in cited]


def _lists(sop: Sop) -> list[SopListRow]:
    return [SopListRow(section=section, text=text) for section, texts in sop.lists.items() for text in texts]


def _related(builder: Builder, sop: Sop) -> list[SopListRow]:
    if not sop.related:
        return []
    other: SopPage = builder.pages[sop.related]
    return [SopListRow(section=SopList.RELATED_SOP, text=other.title, sop=other)]


def _step(step: Step) -> SopStep:
    yes, no = step.branches or (None, None)
    return SopStep(
        actor=step.actor,
        activity=step.activity,
        symbol=step.symbol,
        requirements=step.requirements,
        minutes=step.minutes,
        output=step.output,
        note=step.note,
        yes_step=yes,
        no_step=no,
    )
