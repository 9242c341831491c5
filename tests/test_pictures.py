"""Drawings as PNG and PDF."""

import re
import struct
from pathlib import Path

from argmap.diagrams.pictures import pictures
from argmap.storage.cache import Cache
from drawings import drawn


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_picture_of_each_format_lies_beside_its_drawing() -> None:
    svg = drawn("It will rain")
    made = dict(pictures({"m/overview.svg": svg}, Cache(None)))

    assert set(made) == {"m/overview.png", "m/overview.pdf"}
    assert made["m/overview.pdf"].startswith(b"%PDF-")
    natural = int(re.findall(r' width="(\d+)"', svg)[0])
    assert abs(size(made["m/overview.png"])[0] - (natural * 0.75 + 24) * 2) <= 2


def test_the_same_drawing_gives_the_same_bytes_and_is_kept(tmp_path: Path) -> None:
    svg = drawn("It will rain")

    first = dict(pictures({"a.svg": svg}, Cache(tmp_path)))
    assert dict(pictures({"a.svg": svg}, Cache(None))) == first
    assert dict(pictures({"a.svg": svg}, Cache(tmp_path))) == first


def test_a_huge_drawing_is_made_to_fit_what_viewers_can_open() -> None:
    svg = re.sub(r' width="\d+" height="\d+"', ' width="40000" height="20000"', drawn("It will rain"), count=1)
    made = dict(pictures({"a.svg": svg}, Cache(None)))

    assert max(size(made["a.png"])) <= 9_000
    box = re.search(rb"/MediaBox ?\[([^\]]*)\]", made["a.pdf"])
    assert box
    assert max(map(float, box[1].split())) <= 14_400
