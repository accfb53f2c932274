"""The system checks: a type that forgets to declare itself is told so."""

from types import SimpleNamespace
from typing import Any, ClassVar

from django.core.checks import run_checks

from search.checks import conflicting_labels, project_models, undeclared
from search.contract import Searchable, Term


def model(name: str, *bases: type, **attributes: Any) -> Any:
    """A class that looks like a model to the checks."""
    return type(name, bases, {"_meta": SimpleNamespace(label=f"app.{name}"), **attributes})


class TestUndeclared:
    def test_a_plain_page_type_is_an_error_with_a_hint(self) -> None:
        (error,) = undeclared([model("ForgottenPage")])
        assert error.id == "search.E001"
        assert "app.ForgottenPage" in error.msg
        assert error.hint
        assert "search_excluded" in error.hint

    def test_a_searchable_type_without_kinds_is_an_error(self) -> None:
        (error,) = undeclared([model("VaguePage", Searchable)])
        assert error.id == "search.E001"

    def test_declaring_or_opting_out_is_enough(self) -> None:
        assert not undeclared(
            [
                model("SopPage", Searchable, search_kinds=(Term("sop", "SOP"),)),
                model("IndexPage", Searchable, search_excluded=True),
            ]
        )


class TestConflictingLabels:
    kind: ClassVar[Term] = Term("sop", "SOP")

    def test_two_labels_for_one_kind_are_an_error(self) -> None:
        (error,) = conflicting_labels(
            [
                model("A", Searchable, search_kinds=(self.kind,)),
                model("B", Searchable, search_kinds=(Term("sop", "Procedure"),)),
            ]
        )
        assert error.id == "search.E002"
        assert "app.B" in error.msg
        assert "app.A" in error.msg

    def test_so_are_two_labels_for_one_status_but_not_for_a_status_and_a_kind(self) -> None:
        done, over = Term("done", "Done"), Term("done", "Over")
        (error,) = conflicting_labels(
            [model("A", Searchable, search_statuses=(done,)), model("B", Searchable, search_statuses=(over,))]
        )
        assert "status" in error.msg
        assert not conflicting_labels(
            [model("A", Searchable, search_statuses=(done,)), model("B", Searchable, search_kinds=(over,))]
        )

    def test_the_same_label_twice_is_none(self) -> None:
        assert not conflicting_labels([model(name, Searchable, search_kinds=(self.kind,)) for name in "AB"])


def test_the_checks_are_registered_and_this_project_passes_them() -> None:
    assert [error for error in run_checks(tags=["search"]) if (error.id or "").startswith("search.")] == []


def test_every_type_of_this_project_is_looked_at_and_none_of_others() -> None:
    labels = {str(found._meta.label) for found in project_models()}
    assert labels
    assert not any(label.startswith("wagtail") for label in labels)
