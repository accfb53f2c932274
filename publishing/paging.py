"""The number of a page of a list, as addresses spell it: ``?page=2``."""

__all__ = ["page_number"]


def page_number(asked: str, last: int) -> int | None:
    """The number asked for (1 where none was), or None where the list, which ends at ``last``, has no such page.

    A number has one spelling: ``02`` or ``+2`` would be one more address of the same page, and there is no end of them.
    """
    if not asked:
        return 1
    if not (asked.isascii() and asked.isdigit()) or len(asked) > len(str(last)) or asked.startswith("0"):
        return None
    return int(asked) if int(asked) <= last else None
