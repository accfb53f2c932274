"""What has changed on the public site: by day at ``/perubahan/``, and as Atom feeds of everything, of a kind, and of a page.

``reading`` knows what has happened, ``asking`` reads what an address asks for, ``views`` and ``feeds`` answer.
"""
