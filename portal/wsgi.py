"""What a WSGI server loads: ``portal.wsgi:application``."""

import gc
import os

from portal.loading import ended_by_sigterm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

with ended_by_sigterm():
    from portal.application import build

    application = build()

    # What is loaded by now stays to the end, so that it need not be looked through for garbage; and an answer makes a few
    # thousand objects that are gone with it. It costs a twentieth of the time of a page to look more often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)

    # A server's process counts what is asked; what imports the application for anything else does not come by here.
    from portal.counting import flush_until_the_end

    flush_until_the_end()
