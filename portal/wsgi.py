"""What a WSGI server loads: ``portal.wsgi:application``."""

import os

from portal.loading import ended_by_sigterm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

with ended_by_sigterm():
    from portal.application import build

    application = build()

    # A server's process counts what is asked; what imports the application for anything else does not come by here.
    from portal.counting import flush_until_the_end

    flush_until_the_end()
