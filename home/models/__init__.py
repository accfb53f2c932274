"""Models of the site's own pages, the agencies and the help lines."""

from home.models.agencies import Agency
from home.models.directory import DirectoryPage
from home.models.front import HomePage
from home.models.help_lines import HELP_LINE_FRESH_DAYS, HelpLine
from home.models.help_page import HelpLinesPage
from home.models.information import InformationIndexPage, InformationPage, InformationSource
from home.models.standard import StandardPage

__all__ = [
    "HELP_LINE_FRESH_DAYS",
    "Agency",
    "DirectoryPage",
    "HelpLine",
    "HelpLinesPage",
    "HomePage",
    "InformationIndexPage",
    "InformationPage",
    "InformationSource",
    "StandardPage",
]
