"""Documents and images of the portal; custom models from the first migration, so that they can grow."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document, DocumentQuerySet
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from publishing import generation
from publishing.files.store import clean_name
from publishing.models.document_versions import DocumentVersion, private_storage
from publishing.models.file_texts import FileText
from publishing.uploads import check_upload
from search.contract import Fact, Passage, Searchable, SearchRecord, Term

# What Wagtail fills in later, and no reader sees.
_LATER = frozenset({"file_size", "file_hash"})
# What a version says of the file; only one that comes in changes it.
_OF_THE_FILE = _LATER | {"file", "file_name", "content_digest"}


def named_by_upload(instance: "PortalDocument", filename: str) -> str:
    """Note the file's own name, at the only moment at which Django tells it; where it is stored is said by its content."""
    instance.incoming_name = instance.file_name = clean_name(filename)
    return instance.file_name


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

    However it gets another file (form, chooser, import, ``document.file = …; document.save()``), that is its next version
    (``DocumentVersion``) and the one before stays. ``explain_file`` says in advance who gives it which, and why.

    It is found and served as far as live pages use it (``publishing.files``). What its pages lend it for search is read
    once for many files by ``publishing.files.entries``, which puts it into ``surroundings``.
    """

    search_kinds: ClassVar[tuple[Term, ...]] = (Term("file", _("File")),)

    file = models.FileField(_("file"), upload_to=named_by_upload, storage=private_storage)
    file_name = models.CharField(max_length=255, blank=True, editable=False)
    """What the file is called outside; in the storage its name is made from its content."""
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

        A file that came in becomes the next version; without one the columns of the file are left as they are stored, so
        that an older copy in memory takes nothing back. Its text is read a moment later (``publishing.files.reading``).
        Raises ``OSError`` where the file can't be stored.
        """
        from publishing.files import intake

        update_fields = kwargs.get("update_fields")
        if update_fields is not None and set(update_fields) <= _LATER:
            super().save(*args, **kwargs)
            return
        concerned = "file" not in self.get_deferred_fields() and (update_fields is None or "file" in update_fields)
        incoming = intake.begin(self) if concerned else None
        before = {name: self.__dict__[name] for name in _OF_THE_FILE if name in self.__dict__}
        try:
            self._save_in_turn(incoming, *args, **kwargs)
        except Exception:
            # Tried again, it still has to bring its file.
            self.__dict__.update(before)
            raise
        finally:
            if incoming:
                incoming.close()

    save.alters_data = True  # type: ignore[attr-defined]

    def _save_in_turn(self, incoming: Any, *args: Any, **kwargs: Any) -> None:
        from publishing import editions
        from publishing.files import entries, intake

        with transaction.atomic():
            generation.bump_on_commit()
            was_stored = not self._state.adding
            note, user = self._explanation
            user = user or (None if was_stored else self.uploaded_by_user)
            version = intake.settle(self, incoming, note=note, user=user) if incoming else None
            if was_stored:
                kwargs["update_fields"] = self._columns(kwargs.get("update_fields"), with_file=incoming is not None)
            super().save(*args, **kwargs)
            if version:
                version.document, version.document_key = self, self.pk
                version.save(force_insert=True)
                if was_stored:
                    editions.file_replaced(self, note=note, user=user)
            self.surroundings = None
            if was_stored:
                entries.record([self.pk])
        self._explanation, self.incoming_name = ("", None), ""

    def _columns(self, update_fields: Iterable[str] | None, *, with_file: bool) -> set[str]:
        """The columns that a save of a stored document writes."""
        if update_fields is None:
            concrete = (field for field in self._meta.concrete_fields if not field.primary_key)
            columns = {field.name for field in concrete if field.attname not in self.get_deferred_fields()}
        else:
            columns = set(update_fields)
        return columns | _OF_THE_FILE if with_file else columns - _OF_THE_FILE

    _explanation: tuple[str, Any] = ("", None)
    incoming_name = ""
    """What a file is called that Django has stored before the document is saved."""

    def explain_file(self, note: str, user: Any) -> None:
        """Say what has changed in the file that the next ``save`` brings, and who brings it."""
        self._explanation = (note, user)

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

    @property
    def filename(self) -> str:
        """What the file is called outside."""
        return self.file_name or clean_name(self.file.name or "")

    @property
    def current_version(self) -> DocumentVersion | None:
        """The version that the document gives out; None before its file was taken in."""
        return self.versions.order_by("-number").first()

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
