"""Broken HTTP, as bytes: what each is called, what is sent, and how many answers it may get at the most."""

from collections.abc import Iterator
from dataclasses import dataclass

HOST = b"Host: localhost\r\n"
END = b"\r\n\r\n"
LEAVES = b"Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
GET = b"GET /healthz HTTP/1.1\r\n"
POST = b"POST /en/sign-in HTTP/1.1\r\n" + HOST + LEAVES


@dataclass(frozen=True)
class Broken:
    """What is sent on one connection.

    `answers`: the most that may come back. More is a second request that a sender hid in the first.
    """

    name: str
    sent: bytes
    answers: int = 1


def lines() -> Iterator[Broken]:
    """Yield request lines that are none."""
    for name, line in {
        "nothing but line ends": b"\r\n" * 50,
        "one word": b"GET",
        "two words": b"GET /",
        "HTTP/0.9": b"GET /healthz\r\n",
        "four words": b"GET / x HTTP/1.1",
        "HTTP/9.9": b"GET /healthz HTTP/9.9",
        "HTTP/-1": b"GET /healthz HTTP/-1.1",
        "no HTTP": b"GET /healthz FTP/1.1",
        "small letters": b"get /healthz http/1.1",
        "a method of 5,000 letters": b"G" * 5000 + b" / HTTP/1.1",
        "a method with a NUL": b"GE\0T / HTTP/1.1",
        "no such method": b"BREW /healthz HTTP/1.1",
        "CONNECT": b"CONNECT localhost:80 HTTP/1.1",
        "TRACE": b"TRACE /healthz HTTP/1.1",
        "OPTIONS *": b"OPTIONS * HTTP/1.1",
        "no path": b"GET  HTTP/1.1",
        "a path without its slash": b"GET healthz HTTP/1.1",
        "another site's address": b"GET http://evil.example/healthz HTTP/1.1",
        "our whole address": b"GET http://localhost/healthz HTTP/1.1",
        "an address that is none": b"GET http://[::1/healthz HTTP/1.1",
        "two slashes": b"GET //evil.example/ HTTP/1.1",
        "a path with a fragment": b"GET /healthz#x HTTP/1.1",
        "a path of 70,000 letters": b"GET /" + b"a" * 70_000 + b" HTTP/1.1",
        "a path with raw bytes": b"GET /\xff\xfe\xe1\x80 HTTP/1.1",
        "a path with a NUL": b"GET /\0 HTTP/1.1",
        "a path with half an escape": b"GET /%e1%8 HTTP/1.1",
        "a path with dots": b"GET /static/../../../../etc/passwd HTTP/1.1",
        "a path with hidden dots": b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        "a tab between": b"GET\t/healthz\tHTTP/1.1",
        "a bare CR": b"GET /healthz\rX HTTP/1.1",
        "a lock's greeting (TLS)": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(200)),
        "HTTP/2's greeting": b"PRI * HTTP/2.0\r\n\r\nSM",
        "bytes of no kind": bytes(range(256)) * 20,
    }.items():
        yield Broken(f"line: {name}", line + b"\r\n" + HOST + b"\r\n")


def headers() -> Iterator[Broken]:
    """Yield headers that are none, and more of them than anybody needs."""
    for name, head in {
        "no Host": b"",
        "two Hosts": HOST + b"Host: evil.example\r\n",
        "an evil Host": b"Host: evil.example\r\n",
        "a Host that is no name": b"Host: [::1\r\n",
        "a Host with a path": b"Host: localhost/x@evil.example\r\n",
        "a Host with a NUL": b"Host: local\0host\r\n",
        "a Host of raw bytes": b"Host: \xff\xfe\r\n",
        "an empty Host": b"Host:\r\n",
        "a port that is none": b"Host: localhost:99999999\r\n",
        "a header of 100 KB": HOST + b"X-Big: " + b"a" * 100_000 + b"\r\n",
        "a name of 60 KB": HOST + b"X" * 60_000 + b": a\r\n",
        "4,000 headers": HOST + b"".join(b"X-%d: a\r\n" % number for number in range(4000)),
        "4,000 times one header": HOST + b"X-Same: a\r\n" * 4000,
        "a megabyte of headers": HOST + b"X-Same: aaaaaaaaaaaaaaaaaaaaa\r\n" * 33_000,
        "no colon": HOST + b"X-Nothing\r\n",
        "no name": HOST + b": a\r\n",
        "a blank before the colon": HOST + b"X-Blank : a\r\n",
        "a folded line": HOST + b"X-Folded: a\r\n b\r\n",
        "a first line that is folded": b" X: a\r\n" + HOST,
        "a bare CR": HOST + b"X-Bare: a\rX-More: b\r\n",
        "bare LFs": b"Host: localhost\nX-Bare: a\n",
        "a NUL": HOST + b"X-Nul: a\0b\r\n",
        "raw bytes": HOST + b"X-Raw: \xff\xfe\x80\xe1\r\nCookie: lms=\xff\xfe; form=\x80\r\n",
        "an underscore": HOST + b"Sec_Fetch_Site: same-origin\r\nContent_Length: 5\r\n",
        "a cookie of 60 KB": HOST + b"Cookie: lms=" + b"a" * 60_000 + b"\r\n",
        "3,000 cookies": HOST + b"Cookie: " + b"lms=a; " * 3000 + b"\r\n",
        "languages without end": HOST + b"Accept-Language: " + b"en;q=0.1," * 6000 + b"\r\n",
        "ranges without end": HOST + b"Range: bytes=" + b"0-1," * 6000 + b"\r\n",
        "a wish for another protocol": HOST + b"Connection: Upgrade\r\nUpgrade: websocket\r\n",
        "words between hops": HOST + b"Connection: close, Host, Cookie\r\nProxy: http://evil.example\r\n",
        "a wish to go on": HOST + b"Expect: 100-continue\r\n",
        "a wish of no kind": HOST + b"Expect: 200-maybe\r\n",
    }.items():
        yield Broken(f"headers: {name}", GET + head + b"\r\n")


def lengths() -> Iterator[Broken]:
    """Yield bodies whose length is not what was said, and second requests hidden in a first."""
    for name, head, body in (
        ("a length below nothing", b"Content-Length: -1", b"a=b"),
        ("a length that is none", b"Content-Length: five", b"a=b"),
        ("a length with a sign", b"Content-Length: +3", b"a=b"),
        ("a length of other digits", "Content-Length: ၃".encode(), b"a=b"),
        ("a length past every number", b"Content-Length: " + b"9" * 400, b"a=b"),
        ("a length of two gigabytes", b"Content-Length: 2147483648", b"a=b"),
        ("two lengths", b"Content-Length: 3\r\nContent-Length: 4", b"a=b" + SMUGGLED),
        ("a list of lengths", b"Content-Length: 3, 4", b"a=b" + SMUGGLED),
        ("a length and chunks", b"Content-Length: 4\r\nTransfer-Encoding: chunked", b"0\r\n\r\n" + SMUGGLED),
        ("chunks and a length", b"Transfer-Encoding: chunked\r\nContent-Length: 60", b"0\r\n\r\n" + SMUGGLED),
        ("chunks twice", b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity", b"0\r\n\r\n" + SMUGGLED),
        ("chunks, misspelt", b"Transfer-Encoding: xchunked", b"0\r\n\r\n" + SMUGGLED),
        ("chunks, with a tab", b"Transfer-Encoding:\tchunked\r\nContent-Length: 4", b"0\r\n\r\n" + SMUGGLED),
        ("chunks, with a blank before", b"Transfer-Encoding : chunked\r\nContent-Length: 4", b"0\r\n\r\n" + SMUGGLED),
        (
            "chunks, with a vertical tab",
            b"Transfer-Encoding: \x0bchunked\r\nContent-Length: 4",
            b"0\r\n\r\n" + SMUGGLED,
        ),
        ("chunks, on a folded line", b"Transfer-Encoding:\r\n chunked\r\nContent-Length: 4", b"0\r\n\r\n" + SMUGGLED),
        ("packed chunks", b"Transfer-Encoding: gzip, chunked", b"0\r\n\r\n" + SMUGGLED),
        ("a chunk's size that is none", b"Transfer-Encoding: chunked", b"zz\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
        ("a chunk's size below nothing", b"Transfer-Encoding: chunked", b"-1\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
        ("a chunk's size as Python writes it", b"Transfer-Encoding: chunked", b"0_3\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
        ("a chunk's size with 0x", b"Transfer-Encoding: chunked", b"0x3\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
        ("a chunk of every byte there is", b"Transfer-Encoding: chunked", b"F" * 30 + b"\r\nabc"),
        ("a chunk shorter than it says", b"Transfer-Encoding: chunked", b"5\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
        ("a chunk longer than it says", b"Transfer-Encoding: chunked", b"1\r\nabc\r\n0\r\n\r\n" + SMUGGLED),
        ("a chunk's size without end", b"Transfer-Encoding: chunked", b"1" * 100_000),
        ("a chunk's words without end", b"Transfer-Encoding: chunked", b"1;" + b"a" * 100_000),
        ("chunks that end with LF", b"Transfer-Encoding: chunked", b"3\nabc\n0\n\n" + SMUGGLED),
        ("trailers without end", b"Transfer-Encoding: chunked", b"0\r\n" + b"X-T: a\r\n" * 9000),
        ("chunks of one byte, past the limit", b"Transfer-Encoding: chunked", b"1\r\na\r\n" * 450_000),
        ("a body past the limit", b"Content-Length: 3000000", b"a=" + b"b" * 2_999_998),
    ):
        yield Broken(f"length: {name}", POST + head + END + body)


def pipelined() -> Iterator[Broken]:
    """Yield many requests at once, good and bad, on one connection."""
    one = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    bad = b"GET /healthz HTTP/1.1\r\n" + HOST + b"X-Bad\r\n\r\n"
    post = POST + b"Content-Length: 7\r\n\r\nhandle="
    yield Broken("pipeline: 100 good", one * 100, 100)
    yield Broken("pipeline: good and bad", (one + bad) * 20, 40)
    yield Broken("pipeline: a form, then pages", post + one * 5, 6)
    yield Broken("pipeline: 20,000 at once", one * 20_000, 20_000)
    yield Broken("pipeline: a GET with a body", GET + HOST + b"Content-Length: 5\r\n\r\nGET /" + one, 2)
    yield Broken("pipeline: told to close, then more", GET + HOST + b"Connection: close\r\n\r\n" + one * 5, 1)


def all_of_them() -> list[Broken]:
    """Return everything broken that is sent."""
    return [*lines(), *headers(), *lengths(), *pipelined()]
