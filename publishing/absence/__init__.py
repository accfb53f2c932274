"""Pages that are withdrawn or removed: the acts, what visitors see of them, and the editors' way to them (ADR 16).

``acts`` is the door for whoever wants to withdraw a page, bring it back into force, or remove it.
"""
