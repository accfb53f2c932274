"""Models that every content type builds on."""

from publishing.models.absence import PageAbsence
from publishing.models.deleted import DeletedPage
from publishing.models.document_versions import DocumentVersion
from publishing.models.editions import Edition, EditionFile
from publishing.models.file_checks import FileCheck
from publishing.models.file_texts import FileText
from publishing.models.file_uses import FileUse
from publishing.models.files import PortalDocument, PortalImage, PortalRendition
from publishing.models.following import Follow, Follower
from publishing.models.log import PortalLogEntry
from publishing.models.page import PortalPage
from publishing.models.state import ImportedRecord, SiteGeneration
from publishing.models.synonyms import SynonymGroup
from publishing.models.topics import Topic
from publishing.models.workflow import SeparateApprovalTask
from publishing.models.working_copies import WorkingCopy

__all__ = [
    "DeletedPage",
    "DocumentVersion",
    "Edition",
    "EditionFile",
    "FileCheck",
    "FileText",
    "FileUse",
    "Follow",
    "Follower",
    "ImportedRecord",
    "PageAbsence",
    "PortalDocument",
    "PortalImage",
    "PortalLogEntry",
    "PortalPage",
    "PortalRendition",
    "SeparateApprovalTask",
    "SiteGeneration",
    "SynonymGroup",
    "Topic",
    "WorkingCopy",
]
