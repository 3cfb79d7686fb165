"""Cut the web fonts of `static/fonts` out of two unpacked font packages.

    python tools/vendor_fonts.py PADAUK_FOLDER KAYAH_LI_FOLDER

Each folder is an unpacked package that holds `package.json`, `LICENSE` and `files/*.woff2`
(for the versions see `static/fonts/VENDOR.json`). The same packages give the same bytes.
"""

import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"

JOINERS = "U+0020,U+00A0,U+200B-200D,U+2060,U+25CC"
"""Spaces, joiners and the dotted circle, which a lone vowel sign leans on."""

BURMESE = f"{JOINERS},U+1000-1021,U+1023-1027,U+1029-1032,U+1036-104F"
"""The Myanmar block without the letters that only Shan, Mon, Karen and Pali write."""

MYANMAR = f"{JOINERS},U+1000-109F,U+A9E0-A9FE,U+AA60-AA7F"
"""All three Myanmar blocks in one file: a run that changes its font loses its shaping."""

KAYAH_LI = f"{JOINERS},U+A900-A92F"


@dataclass(frozen=True)
class Cut:
    """One font file of ours: `name`, cut from `source` in package number `package`."""

    name: str
    family: str
    package: int
    source: str
    unicodes: str


CUTS = (
    Cut("my.woff2", "LMS Myanmar", 0, "padauk-myanmar-400-normal.woff2", BURMESE),
    Cut("mymr.woff2", "LMS Myanmar", 0, "padauk-myanmar-400-normal.woff2", MYANMAR),
    Cut("kayahli.woff2", "LMS Kayah Li", 1, "noto-sans-kayah-li-kayah-li-400-normal.woff2", KAYAH_LI),
)


def cut_font(source: Path, cut: Cut, target: Path) -> None:
    """Write to `target` (woff2) what of `source` is needed to set the cut's `unicodes`.

    Hints go, for phones do not use them; every layout feature stays, for Burmese is wrong
    without them. The font is renamed, for its licence may keep the old name for the whole font.
    """
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["*"], notdef_outline=True)
    # The name table keeps copyright and licence: the OFL wants them in each copy.
    options.name_IDs = ["*"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(cut.unicodes))
    subsetter.subset(font)
    for name_id, text in {
        1: cut.family,
        3: f"{cut.family}: {cut.name}",
        4: cut.family,
        6: cut.family.replace(" ", ""),
    }.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    subset.save_font(font, target, options)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(folders: list[Path]) -> int:
    """Write fonts, `OFL.txt` and `VENDOR.json`. 2 when the folders are not the two packages."""
    if len(folders) != 2 or not all((folder / "package.json").is_file() for folder in folders):
        print(__doc__, file=sys.stderr)
        return 2
    FONTS.mkdir(parents=True, exist_ok=True)
    packages = [json.loads((folder / "package.json").read_text("utf-8")) for folder in folders]
    record = []
    for cut in CUTS:
        source = folders[cut.package] / "files" / cut.source
        cut_font(source, cut, FONTS / cut.name)
        record.append(
            {
                "file": cut.name,
                "sha256": sha256(FONTS / cut.name),
                "package": packages[cut.package]["name"],
                "version": packages[cut.package]["version"],
                "licence": packages[cut.package]["license"],
                "source": cut.source,
                "source_sha256": sha256(source),
                "unicodes": cut.unicodes,
            }
        )
    licences = [(folder / "LICENSE").read_text("utf-8").strip() for folder in folders]
    (FONTS / "OFL.txt").write_text(("\n\n" + "=" * 60 + "\n\n").join(licences) + "\n", "utf-8")
    (FONTS / "VENDOR.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
