"""Working copies: the next edition of a published page is prepared while small corrections of the page go out (ADR 18).

``place`` tells a copy from any other page, ``acts`` starts one, brings it back into its page and abandons it, ``merge`` puts
the changes of both together and knows no page, ``content`` stands between the two, ``admin`` and ``forms`` are what
editors see.
"""
