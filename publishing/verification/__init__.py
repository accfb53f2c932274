"""``/verifikasi/``: which edition or file version somebody holds, told from a file or a SHA-256; only what is public.

``digests`` reads what was typed, ``uploads`` hashes what was sent without keeping it, ``finding`` looks both up, ``views``
answers. Why it is built so is in ADR 19.
"""
