"""The admin is the portal's own, not that of a product."""

import pytest
from django.test import Client
from django.utils.translation import gettext as _
from django.utils.translation import override

pytestmark = pytest.mark.django_db


def test_the_sign_in_page_names_the_portal() -> None:
    page = Client().get("/admin/login/", headers={"accept-language": "id"}).content.decode()
    with override("id"):
        assert _("Sign in to the portal") in page
    assert "Gugus Tugas TPPO Kabupaten Sinjai" in page.partition("</title>")[0]
    assert "portal/icon" in page
