"""Whether these tests run in CI, where a component that is missing is a failure."""

import os

__all__ = ["in_ci"]


def in_ci() -> bool:
    """What the environment says: ``CI=true``."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")
