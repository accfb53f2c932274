"""Legal documents, SOPs, legal guidance, training modules, and the pages that list them."""

from resources.models.guidance import GuidanceBasis, GuidanceFile, LegalGuidancePage
from resources.models.index import ResourceIndexPage
from resources.models.legal import LegalDocumentPage
from resources.models.legal_rows import (
    Consideration,
    Copy,
    Dictum,
    LegalBasis,
    LegalFile,
    LegalRelation,
    Membership,
    RelationKind,
)
from resources.models.sop import SopPage, SopStage
from resources.models.sop_rows import SopActor, SopFile, SopList, SopListRow, SopStep, SopSymbol
from resources.models.training import Licence, TrainingModulePage
from resources.models.training_rows import TrainingMaterial, TrainingObjective, TrainingSession

__all__ = [
    "Consideration",
    "Copy",
    "Dictum",
    "GuidanceBasis",
    "GuidanceFile",
    "LegalBasis",
    "LegalDocumentPage",
    "LegalFile",
    "LegalGuidancePage",
    "LegalRelation",
    "Licence",
    "Membership",
    "RelationKind",
    "ResourceIndexPage",
    "SopActor",
    "SopFile",
    "SopList",
    "SopListRow",
    "SopPage",
    "SopStage",
    "SopStep",
    "SopSymbol",
    "TrainingMaterial",
    "TrainingModulePage",
    "TrainingObjective",
    "TrainingSession",
]
