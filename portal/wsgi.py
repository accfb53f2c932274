"""What a WSGI server loads: ``portal.wsgi:application``."""

import os

from portal.loading import ended_by_sigterm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

with ended_by_sigterm():
    from portal.application import build

    application = build()
