#!/usr/bin/env python
"""Django's command line for this portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    if sys.argv[1:2] == ["serve"]:
        from portal.local import prepare_environment

        prepare_environment(os.environ)
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        # Read here, since nobody who mistyped a variable needs to see where in the code it is read.
        _ = settings.BASE_DIR
    except ImproperlyConfigured as error:
        sys.exit(f"The portal can't start: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
