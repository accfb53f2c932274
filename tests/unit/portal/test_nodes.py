"""ELASTICSEARCH_URL and the settings beside it."""

from pathlib import Path

import pytest

from portal.nodes import existing_file, index_name, node_addresses


def test_addresses_are_made_complete() -> None:
    assert node_addresses("").nodes == ()
    assert node_addresses("http://one, http://two:9300/search/ ,http://[::1]").nodes == (
        "http://one:9200",
        "http://two:9300/search",
        "http://[::1]:9200",
    )


def test_credentials_are_taken_out_of_an_address() -> None:
    read = node_addresses("https://portal:p%40ss%3Aword@search.example")
    assert read.nodes == ("https://search.example:9200",)
    assert (read.username, read.password) == ("portal", "p@ss:word")
    assert "word" not in repr(read)


@pytest.mark.parametrize(
    "text",
    ["search.example", "ftp://search.example", "http://", "http://a:99999", "http://a,https://b", "http://a?b=c"],
)
def test_what_is_no_address_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="node") as caught:
        node_addresses(text.replace("//", "//user:secret@"))
    assert "secret" not in str(caught.value)


def test_a_name_of_an_index() -> None:
    assert index_name("portal-2") == "portal-2"
    for name in ("", "Portal", "a_b", "-a", "a*", "a,b", "x" * 80):
        with pytest.raises(ValueError, match="index"):
            index_name(name)


def test_a_file_must_be_there(tmp_path: Path) -> None:
    path = tmp_path / "ca.crt"
    assert existing_file("") == ""
    with pytest.raises(ValueError, match="file"):
        existing_file(str(path))
    path.touch()
    assert existing_file(str(path)) == str(path)
