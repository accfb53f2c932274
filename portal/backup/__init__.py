"""A portal in one file, and a portal out of it: all rows of the database and all uploaded files, each with its SHA-256.

``write_backup`` copies a running portal as it was at one moment; ``restore`` fills an empty one, after everything has been
checked. What can be made anew (search index, renditions of images, sessions) is left out.
"""

from portal.backup.archive import BackupError, Manifest, read_manifest, verify
from portal.backup.restoring import restore
from portal.backup.writing import write_backup

__all__ = ["BackupError", "Manifest", "read_manifest", "restore", "verify", "write_backup"]
