"""Whether the web server of this container can serve pages: status 0 where GET /healthz says so."""

import http.client
import sys

connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
connection.request("GET", "/healthz", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
sys.exit(connection.getresponse().status != 200)
