"""What the templates show: each module turns the rows of one page type into values, with few queries.

Rows of a draft or a preview are read from the page itself, where modelcluster holds them; those of a public page come
from the database. Whatever points to another page goes through the search ledger, so that a visitor learns nothing of
a page that is not shown to them.
"""
