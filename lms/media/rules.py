"""What a browser may show by itself."""

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
