"""What is due for review: pages whose day of review has passed or is near; a list on the dashboard and a report.

``due`` knows which, ``report`` and ``admin`` show them to those who may edit the pages.
"""
