"""What editors follow, and what has changed in it since they last looked.

``acts`` writes what somebody follows, ``news`` knows what has changed for them, ``admin`` shows both, ``mailing`` tells it by
mail. Nothing is done when a page is published: who looks asks the editions (``publishing.changes``).
"""
