"""A real Elasticsearch node on this machine with nothing but Python: for trying the portal and for its tests.

A real installation runs a node (or several) of its own, with security on; see ``compose.yaml``. What is started here is
the server that Elastic publishes for integration tests, from Maven Central, on a Java that comes as a wheel. It
listens on the loopback address, without a password, and is thrown away when it ends.

- ``portal.trial_node.distribution``  fetches and unpacks the server once, into a cache outside the project.
- ``portal.trial_node.process``       ``TrialNode``: starts, watches and stops one.
- ``python -m portal.trial_node``     one node in the foreground, ended by SIGTERM.
"""
