"""Readers of files: bytes → parts of text. They run in a child process of their own, without Django (``main``)."""
