"""The portal's own settings with a scratch folder, and on the database that the test run was given."""

import atexit
import os
import shutil
import tempfile

_scratch = tempfile.mkdtemp(prefix="portal-tests-")
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)

# Nothing of the machine that runs the tests comes in: neither its settings nor its data.
for _name in ("DATABASE_URL", "DEBUG", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "ELASTICSEARCH_URL", "EMAIL_HOST"):
    os.environ.pop(_name, None)
os.environ.update(
    SECRET_KEY="only-for-tests-" + "0123456789abcdef" * 4,
    DATA_DIR=_scratch,
    # The test client and the browser speak plain HTTP; the settings for HTTPS are tested on their own.
    PORTAL_HTTPS="0",
)
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from portal.settings import *

# Hashed names need a run of collectstatic; the rest of the settings is what production has.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# A slow hash protects real passwords and would only slow down the tests.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
