"""The public history of a page: all its editions, each as it was, and what differs between two of them.

``addresses`` reads what is asked for, ``answers`` answers it behind the page's own access (``publishing.routing``),
``parts`` says what of an edition a reader may compare, ``hiding`` keeps hidden what the page has hidden since, ``files``
leads to the files as they were.
"""
