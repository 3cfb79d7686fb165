"""The picture that a question shows: out of the file, under a name of ours."""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from urllib.parse import unquote

from lms.catalog.package.pictures import size_of
from lms.catalog.package.tree import LARGEST
from lms.catalog.svg import read_svg
from lms.exchange.found import CannotKeep, Content
from lms.exchange.html_in import Image
from lms.exchange.moodle.tree import Node
from lms.exchange.texts import Texts
from lms.said import Said, say
from lms.text.syllables import cut

PLACE = "@@PLUGINFILE@@/"
_INLINE = "data:image/"
_LARGEST = 100 * 1024
_ENDINGS = {b"\x89": ".png", b"\xff": ".jpg", b"R": ".webp"}
_MOST_ALT = 300


def picture(texts: Texts, files: Iterable[Node]) -> tuple[Content, dict[str, bytes]]:
    """Return the key `picture` of a question whose texts were read, and the file; nothing where it shows none.

    :param files: the `file` elements of what is asked.
    :raises CannotKeep: it is not in the file, or nothing that a course can have.
    """
    if not texts.images:
        return {}, {}
    shown = texts.images[0]
    if any(_sources(each) != _sources(shown) for each in texts.images[1:]) or len(_sources(shown)) > 1:
        raise CannotKeep(say("It shows more than one picture. Put them into one."))
    (source,) = _sources(shown)
    name, data = _bytes(source, files)
    named = f"q-{hashlib.sha256(data).hexdigest()[:12]}{_ending(data)}"
    alt = {lang: image.alt[:_MOST_ALT] or _fallback(texts, name) for lang, image in shown.items()}
    return {"file": named, "alt": alt}, {named: data}


def _sources(images: dict[str, Image]) -> set[str]:
    return {image.source for image in images.values()}


def _bytes(source: str, files: Iterable[Node]) -> tuple[str, bytes]:
    if source.startswith(_INLINE):
        return "", _decoded(source.partition(",")[2])
    name = unquote(source.removeprefix(PLACE))
    found = next((each for each in files if each.attributes.get("name") == name.rpartition("/")[2]), None)
    if found is None or not source.startswith(PLACE):
        raise CannotKeep(say("Its picture is not in the file, but at %(address)s.", address=cut(source, 120)))
    return name, _decoded(found.text)


def _decoded(text: str) -> bytes:
    # Looked at before it is decoded: four signs are three bytes.
    if len(text) > 2 * _LARGEST:
        raise CannotKeep(_too_large(_LARGEST))
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise CannotKeep(say("Its picture is damaged: export the file again.")) from None


def _ending(data: bytes) -> str:
    if size_of(data) is not None:
        ending = _ENDINGS[data[:1]]
    elif data.lstrip()[:5] in (b"<?xml", b"<svg ", b"<!--"):
        ending = ".svg"
    else:
        raise CannotKeep(say("Its picture is neither PNG, JPEG, WebP nor SVG. Save it again as one of these."))
    if len(data) > LARGEST[ending]:
        raise CannotKeep(_too_large(LARGEST[ending]))
    if ending == ".svg":
        _, troubles = read_svg(data)
        for _line, what, how in troubles:
            raise CannotKeep(say("Its picture: %(what)s %(how)s", what=what, how=how))
    return ending


def _too_large(most: int) -> Said:
    return say("Its picture is larger than %(most)d KB. Save it smaller.", most=most // 1024)


def _fallback(texts: Texts, name: str) -> str:
    words = name.rpartition("/")[2].rpartition(".")[0].replace("_", " ").replace("-", " ").strip()
    texts.note(say("The file does not say in words what its picture shows: write it."))
    return words[:_MOST_ALT] or "–"
