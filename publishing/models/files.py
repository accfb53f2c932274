"""Documents and images of the portal; custom models from the first migration, so that they can grow."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.files.storage import storages
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from publishing import generation
from publishing.models.file_texts import FileText
from publishing.uploads import check_upload
from search.contract import Fact, Passage, Searchable, SearchRecord, Term

# What Wagtail fills in later, and no reader sees.
_OF_THE_FILE = frozenset({"file_size", "file_hash"})


def private_storage() -> Any:
    """The storage whose files are given out by a view only, never by address alone."""
    return storages["private"]


class PortalDocumentQuerySet(DocumentQuerySet):
    """Documents; several are deleted in turn with publications, as a single one is."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete them all; see Django."""
        with transaction.atomic():
            generation.bump_on_commit()
            return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class PortalDocument(Searchable, AbstractDocument):
    """A file for download: decree, annex, form, slides.

    It is found and served as far as live pages use it (``publishing.files``). What its pages lend it for search is read
    once for many files by ``publishing.files.entries``, which puts it into ``surroundings``.
    """

    search_kinds: ClassVar[tuple[Term, ...]] = (Term("file", _("File")),)

    file = models.FileField(_("file"), upload_to="documents/%Y", storage=private_storage)
    source = models.CharField(
        _("source"),
        max_length=200,
        blank=True,
        help_text=_("Where the file comes from, e.g. Bagian Hukum Setda Sinjai"),
    )

    content_digest = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    """The SHA-256 of the file, by which its text is known (``FileText``)."""

    admin_form_fields = (*Document.admin_form_fields, "source")

    objects = PortalDocumentQuerySet.as_manager()

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def clean(self) -> None:
        """Refuse a file that is too large or is not what its name says."""
        super().clean()
        if self.file and not self._file_is_stored():
            check_upload(self.file.file, self.file.name or "")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and bring what search knows of the file in step with it, in the same transaction.

        The text of a new file is read a moment later (``publishing.files.reading``).
        """
        from publishing.files import entries, texts

        update_fields = kwargs.get("update_fields")
        if update_fields is not None and set(update_fields) <= _OF_THE_FILE:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            generation.bump_on_commit()
            was_stored, replaced = not self._state.adding, ""
            if self.file and not self._file_is_stored():
                replaced, found = self.content_digest, texts.fingerprints(self.file)
                # Wagtail's forms set its own two as well; the address is revalidated by the first of them.
                self.content_digest, self.file_hash, self.file_size = found.digest, found.wagtails, found.size
                if update_fields is not None:
                    kwargs["update_fields"] = {*update_fields, "content_digest", *_OF_THE_FILE}
                texts.enrol([self.content_digest])
            super().save(*args, **kwargs)
            texts.forget_unused({replaced} - {self.content_digest, ""})
            self.surroundings = None
            if was_stored:
                entries.record([self.pk])

    save.alters_data = True  # type: ignore[attr-defined]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the file in turn with publications, so that none begins to use it meanwhile."""
        with transaction.atomic():
            generation.bump_on_commit()
            return super().delete(*args, **kwargs)

    delete.alters_data = True  # type: ignore[attr-defined]

    @property
    def known_text(self) -> FileText | None:
        """What was read from the file, without its parts; None before it was asked for."""
        return FileText.objects.filter(digest=self.content_digest).defer("parts").first()

    def _file_is_stored(self) -> bool:
        """Whether the file lies in the storage already; False for one that was just uploaded."""
        return getattr(self.file, "_committed", True)

    # --- Search contract ----------------------------------------------------------------------------------------------

    surroundings: Any = None

    def search_record(self) -> SearchRecord | None:
        """None as long as no public page uses the file."""
        from publishing.files import entries

        if self.surroundings is None:
            (self.surroundings,) = entries.surroundings_of([self])
        return super().search_record() if self.surroundings.access else None

    def search_key(self) -> str:
        from publishing.files.entries import file_key

        return file_key(self.pk)

    def search_url(self) -> str:
        return str(self.url)

    def search_title(self) -> str:
        return str(self.title)

    def search_access(self) -> frozenset[str]:
        access: frozenset[str] = self.surroundings.access
        return access

    def search_date(self) -> dt.date | None:
        return self.surroundings.page.date if self.surroundings.page else None

    def search_year(self) -> int | None:
        return self.surroundings.page.year if self.surroundings.page else None

    def search_status(self) -> Term | None:
        return _lent(self.surroundings.page, "status")

    def search_withdrawn(self) -> bool:
        """A file is withdrawn with the last of its pages."""
        return bool(self.surroundings.withdrawn)

    def search_audience(self) -> Term | None:
        return _lent(self.surroundings.page, "audience")

    def search_agency(self) -> Term | None:
        return _lent(self.surroundings.page, "agency")

    def search_topics(self) -> Iterable[Term]:
        topics: tuple[Term, ...] = self.surroundings.topics
        return topics

    def search_facts(self) -> Iterable[Fact]:
        """The page that it belongs to, its format, and how long it is."""
        facts: Iterable[Fact] = self.surroundings.facts(self.file_extension)
        return facts

    def search_passages(self) -> Iterable[Passage]:
        passages: Iterable[Passage] = self.surroundings.passages(self.file_extension)
        return passages


def _lent(page: Any, name: str) -> Term | None:
    """A value of the page that the file belongs to."""
    value = getattr(page, name) if page else ""
    return Term(value, getattr(page, f"{name}_label")) if value else None


class PortalImage(AbstractImage):
    """A picture with the words that stand for it where it can't be seen."""

    credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("E.g. Foto: DP3AP2KB Sinjai"))

    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self) -> str:
        """The text alternative; an image without one is decoration, so its title is not read out."""
        return self.description or ""


class PortalRendition(AbstractRendition):
    """A size of an image."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="publishing_rendition_once"
            )
        ]
