"""Rules between the rows of a page, the same ones for the editor's form and for whatever saves a page by itself.

A form validates its page before the rows that were typed are on it, so a page can't check its rows in ``clean``. Here a
page says what is wrong with given rows; the form asks with the typed ones and shows each message beside its field, and
``full_clean`` asks with those that the page holds.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from publishing.editions.forms import PortalPageForm
from publishing.refusals import linked

__all__ = ["CheckedRows", "CheckedRowsForm", "RowProblem", "Rows"]

# The rows of a page by the name of their relation, in order.
Rows = Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row: its relation, its place from 0, the field (empty: the whole row), the message."""

    relation: str
    place: int
    field: str
    message: Any


class CheckedRows:
    """Mixin for a page whose rows have rules between them. It stands before the page class."""

    checked_rows: ClassVar[tuple[str, ...]] = ()
    """The relations that ``row_problems`` looks at."""

    def tidy_rows(self, rows: Rows) -> None:
        """Bring rows into their usual form before they are checked (fill in what follows from something else)."""

    def row_problems(self, rows: Rows, *, complete: bool) -> Iterable[RowProblem]:
        """Whatever is wrong with the rows; ``complete`` is False for a draft, where parts may still be missing."""
        return ()

    def full_clean(
        self, exclude: Collection[str] | None = None, validate_unique: bool = True, validate_constraints: bool = True
    ) -> None:
        """Validate the page and, unless a form asks, its rows. Raises ``ValidationError``.

        A form is known by the fields that it excludes; it checks the rows itself. Rows that were not touched since
        they came from the database were checked before they went there.
        """
        page: Any = self
        super().full_clean(  # type: ignore[misc]
            exclude=exclude, validate_unique=validate_unique, validate_constraints=validate_constraints
        )
        if exclude is not None or not any(getattr(page, name).is_deferring for name in self.checked_rows):
            return
        rows = {name: list(getattr(page, name).all()) for name in self.checked_rows}
        self.tidy_rows(rows)
        problems = [*_problems_of_single_rows(rows), *self.row_problems(rows, complete=True)]
        if problems:
            raise ValidationError([_described(rows, problem) for problem in problems])


def _problems_of_single_rows(rows: Rows) -> Iterable[RowProblem]:
    for relation, members in rows.items():
        for place, row in enumerate(members):
            try:
                row.clean()
            except ValidationError as error:
                for field, messages in _by_field(error).items():
                    yield from (RowProblem(relation, place, field, message) for message in messages)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    if hasattr(error, "error_dict"):
        return {"" if name == NON_FIELD_ERRORS else name: messages for name, messages in error.message_dict.items()}
    return {"": error.messages}


def _described(rows: Rows, problem: RowProblem) -> str:
    """A message with the place of the row, for where no field stands beside it."""
    label = rows[problem.relation][problem.place]._meta.verbose_name
    return _("%(row)s %(number)d: %(message)s") % {
        "row": str(label).capitalize(),
        "number": problem.place + 1,
        "message": problem.message,
    }


class CheckedRowsForm(PortalPageForm):
    """The editor's form of a page with ``CheckedRows``."""

    def add_error(self, field: str | None, error: Any) -> None:
        """See Django; an error that names another page links to it."""
        super().add_error(field, linked(error) if isinstance(error, ValidationError) else error)

    def is_valid(self) -> bool:
        """Whether the page, each row, and the rules between the rows are kept; messages stand beside their fields."""
        if not super().is_valid():
            return False
        page: Any = self.instance
        forms = {name: self.formsets[name].ordered_forms for name in page.checked_rows if name in self.formsets}
        rows = {name: [form.instance for form in forms.get(name, ())] for name in page.checked_rows}
        page.tidy_rows(rows)
        problems = list(page.row_problems(rows, complete=not self.is_deferred_validation))
        for problem in problems:
            form = forms[problem.relation][problem.place]
            form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        return not problems
