"""The bundles: what is stripped, what must stay, in which order, and how the finder offers them."""

import os
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from hypothesis import given
from hypothesis import strategies as st

from portal.assets import BUNDLES, SOURCES, Bundle, BundleFinder, squeeze_css, squeeze_js


@pytest.mark.parametrize(
    ("source", "squeezed"),
    [
        ("a {\n  color: red;\n  margin: 0;\n}\n", "a{color:red;margin:0}"),
        ("/* why */ a { color: red; } /* and\n why */", "a{color:red}"),
        ("a , b > c { color : red }", "a,b>c{color :red}"),
        (".a .b { width: calc(1px + 2px) }", ".a .b{width:calc(1px + 2px)}"),
        ("a :hover { color: red !important }", "a :hover{color:red!important}"),
        (
            "@media (min-width: 40rem) and (width > 1px) { a { top: 0; } }",
            "@media (min-width:40rem) and (width>1px){a{top:0}}",
        ),
        ('a::after { content: "  /* x */ ;} " }', 'a::after{content:"  /* x */ ;} "}'),
        ("a::after { content: 'it\\'s  ' }", "a::after{content:'it\\'s  '}"),
        ("a { background: url(data:image/svg+xml;a  b) }", "a{background:url(data:image/svg+xml;a  b)}"),
        ("a { font: 400 1rem/1.6 var(--font) }", "a{font:400 1rem/1.6 var(--font)}"),
        ("a { inset: 0 auto auto 0 }\nul { order: 1 }", "a{inset:0 auto auto 0}ul{order:1}"),
        ("", ""),
    ],
)
def test_css_loses_comments_and_needless_space_only(source: str, squeezed: str) -> None:
    assert squeeze_css(source) == squeezed


@given(st.text(alphabet="a:;{}>,! \n\"'/*()urlx", max_size=60))
def test_squeezing_css_twice_changes_nothing_more(source: str) -> None:
    once = squeeze_css(source)
    if "/*" not in once:
        assert squeeze_css(once) == once


def test_js_keeps_line_ends_and_code_behind_which_a_comment_could_hide() -> None:
    source = '/* why\n   so */\nconst a = "https://x.id"; // stays\n\n  // goes\n  b()\n'
    assert squeeze_js(source) == 'const a = "https://x.id"; // stays\nb()\n'


def _bundle(folder: Path, **more: tuple[str, ...]) -> Bundle:
    return Bundle(name="portal/x.css", folder=folder, suffix=".css", squeeze=squeeze_css, **more)


def test_parts_come_first_then_by_name_then_last(tmp_path: Path) -> None:
    for name in ("zebra", "print", "apple", "tokens"):
        (tmp_path / f"{name}.css").write_text(f".{name} {{ top: 0 }}")
    bundle = _bundle(tmp_path, first=("tokens",), last=("print",))
    assert bundle.text() == ".tokens{top:0}.apple{top:0}.zebra{top:0}.print{top:0}"


def test_a_named_part_that_is_missing_fails_the_check_with_a_hint(tmp_path: Path) -> None:
    finder = BundleFinder(bundles=(_bundle(tmp_path, first=("tokens",)),))
    (error,) = finder.check()
    assert error.id == "portal.E001"
    assert "tokens.css" in error.msg
    assert str(tmp_path) in (error.hint or "")


def test_a_saved_source_is_in_the_next_answer(tmp_path: Path) -> None:
    part = tmp_path / "a.css"
    part.write_text("a { top: 0 }")
    finder = BundleFinder(bundles=(_bundle(tmp_path),))
    assert Path(finder.find("portal/x.css")).read_text() == "a{top:0}"
    part.write_text("a { top: 1px }")
    os.utime(part, ns=(1, 1))
    assert Path(finder.find("portal/x.css")).read_text() == "a{top:1px}"
    part.unlink()
    assert Path(finder.find("portal/x.css")).read_text() == ""


def test_a_bundle_that_was_cleaned_away_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text("a { top: 0 }")
    finder = BundleFinder(bundles=(_bundle(tmp_path),))
    Path(finder.find("portal/x.css")).unlink()
    assert Path(finder.find("portal/x.css")).read_text() == "a{top:0}"


def test_threads_that_ask_at_once_all_get_their_file() -> None:
    finder = BundleFinder()
    start = threading.Barrier(8)

    def ask(number: int) -> str:
        start.wait()
        found: str = finder.find(BUNDLES[number % 2].name)
        return found

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert len(set(found)) == 2
    assert all(Path(path).stat().st_size for path in found)


def test_the_finder_knows_its_own_files_only(tmp_path: Path) -> None:
    finder = BundleFinder(bundles=(_bundle(tmp_path),))
    assert finder.find("portal/y.css") == []
    assert finder.find("../../etc/passwd") == []
    assert finder.find("portal/x.css", find_all=True) == [finder.find("portal/x.css")]


def test_collectstatic_can_read_what_the_finder_lists() -> None:
    listed = list(BundleFinder().list(None))
    assert [path for path, _storage in listed] == ["portal/site.css", "portal/site.js"]
    for path, storage in listed:
        with storage.open(path) as file:
            assert len(file.read()) > 500
        assert Path(storage.path(path)).is_file()


def test_django_finds_the_site_s_own_bundles() -> None:
    for bundle in BUNDLES:
        found = finders.find(bundle.name)
        assert isinstance(found, str)
        assert Path(found).read_text(encoding="utf-8") == bundle.text()


def test_the_order_of_the_stylesheet_is_complete_and_fixed() -> None:
    parts = [path.stem for path in BUNDLES[0].parts()]
    assert parts[:3] == ["tokens", "base", "layout"]
    assert parts[-1] == "print"
    assert sorted(parts) == sorted(path.stem for path in (SOURCES / "css").glob("*.css"))


def test_the_stylesheet_names_no_other_host_and_no_unknown_token() -> None:
    css = BUNDLES[0].text()
    assert "http" not in css.replace('[href^="http"]', "")
    assert "@import" not in css
    defined = set(re.findall(r"(--[\w-]+):", css))
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert used <= defined
    assert css.count("{") == css.count("}")
