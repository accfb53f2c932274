"""The report of what the public searches with (``search.counting``), and from a word on: write about it, add a synonym.

- ``report``: the two lists.
- ``writing``: where a page about a word may be made, and its form with the word as title.
"""
