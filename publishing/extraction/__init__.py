"""Text of files, for search: read by a child process that a hostile file may kill without anybody else noticing.

``readers`` is what runs in that child and knows nothing of Django. ``child`` starts it with limits of time and memory
and collects what it says; ``work`` is the worker's side: which files wait, and what became of them.
"""
