"""Sizes of images are served; originals and whatever lies outside are not."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    for folder in ("images", "original_images"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rapat.jpg").write_bytes(b"jpeg")
    return tmp_path


@pytest.mark.django_db
def test_a_size_of_an_image_is_served_without_a_cookie(client: Client, media: Path) -> None:
    response = client.get("/media/images/rapat.jpg")
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"jpeg")
    response.close()
    assert "max-age" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/media/original_images/rapat.jpg",
        "/media/images/../original_images/rapat.jpg",
        "/media/images/%2e%2e/original_images/rapat.jpg",
        "/media/images/tidak-ada.jpg",
        "/media/images/",
        "/media/",
    ],
)
def test_nothing_else_is(client: Client, media: Path, address: str) -> None:
    assert client.get(address).status_code in {400, 404}
