"""Every pair of colours that the stylesheet puts together meets WCAG 2.2 AA, in the light and in the dark scheme."""

import re

import pytest

from portal.assets import SOURCES

TEXT, GRAPHIC = 4.5, 3.0
_GROUNDS = ("page", "surface", "sunken")
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-soft", "brand", "accent") for ground in _GROUNDS),
    *((ink, "brand-soft", TEXT) for ink in ("ink", "ink-soft", "brand")),
    *((ink, "accent-soft", TEXT) for ink in ("ink", "accent")),
    ("on-brand", "brand", TEXT),
    ("on-deep", "deep", TEXT),
    ("on-deep", "deep-raised", TEXT),
    ("on-deep-soft", "deep", TEXT),
    ("on-sun", "sun", TEXT),
    ("ink", "mark", TEXT),
    *((kind, f"{kind}-soft", TEXT) for kind in ("ok", "info", "warn", "bad")),
    *((kind, ground, TEXT) for kind in ("ok", "info", "warn", "bad") for ground in _GROUNDS),
    *(("ink", f"{kind}-soft", TEXT) for kind in ("info", "warn")),
    *((shape, ground, GRAPHIC) for shape in ("line-strong", "focus") for ground in _GROUNDS),
    ("focus", "brand-soft", GRAPHIC),
    ("sun", "deep", GRAPHIC),
]


def _tokens(scheme: str) -> dict[str, str]:
    css = (SOURCES / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    return found | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark)) if scheme == "dark" else found


def _luminance(colour: str) -> float:
    digits = colour[1:]
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = (int(full[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """The contrast ratio of WCAG 2.2, between 1 and 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_pairs_are_readable(scheme: str, front: str, back: str, least: float) -> None:
    tokens = _tokens(scheme)
    assert contrast(tokens[front], tokens[back]) >= least


@pytest.mark.parametrize("text", ["#f6f3ec", "#d5e5e1"])
@pytest.mark.parametrize("ground", ["#0b5c5e", "#083f43"])
def test_the_hero_is_readable_on_both_ends_of_its_ground(text: str, ground: str) -> None:
    hero = (SOURCES / "css" / "hero.css").read_text(encoding="utf-8")
    assert text in hero
    assert ground in hero
    assert contrast(text, ground) >= TEXT
