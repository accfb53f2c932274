"""Finding: what may be found, by whom, and the pages and addresses that answer a visitor's question.

The door of this package, by submodule (nothing is imported here, so that it can be read before Django's apps are
loaded):

- ``search.contract``   what a page says about itself: ``Searchable``, ``SearchRecord``, ``Passage``, ``Term``.
- ``search.ledger``     ``record``, ``record_many``, ``forget``: written in the transaction that publishes.
- ``search.access``     ``tokens_for(user)``: the access tokens that a visitor holds.
- ``search.catalogue``  ``entries`` and ``choices``: listings straight from the ledger, for index pages.
- ``search.finding``    ``find(SearchQuery, tokens)``: an answer from the engine, checked against the ledger.
- ``search.follower``   ``catch_up``, ``rebuild``, ``catch_up_now``: bring an engine up to the ledger.

Everything else is private to the package. It knows no content type by name: content declares, search discovers.
"""
