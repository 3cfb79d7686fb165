"""Who may see a file, and what a browser may show by itself."""

from lms.accounts.models import Account
from lms.media.models import MediaFile, Owner

SHOWN = frozenset(
    {
        "image/png",
        "image/jpeg",
        "image/webp",
        "image/gif",
        "image/avif",
        "audio/mpeg",
        "audio/mp4",
        "audio/ogg",
        "audio/webm",
    }
)
"""Types that open in the browser; every other is saved as a file. SVG is not among them: opened by itself it could
hold a script. Inside a page all pictures show, these or not."""


def may_see(file: MediaFile, reader: Account | None) -> bool:
    """Tell whether a reader may see a file; None is somebody who is not signed in."""
    if file.owner == Owner.SITE:
        return True
    if reader is None:
        return False
    return file.owner == Owner.COURSE or file.owner_uid == reader.uid
