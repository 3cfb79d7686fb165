"""Bad values that are short: signs, numbers, days, scripts, and what other languages would run."""

from collections.abc import Iterator

MARK = "fuzz7q"
"""Stands in what would become markup, so that it is seen in a page."""

BORDERS = (7, 8, 15, 16, 24, 31, 32, 53, 63, 64, 128, 256)
DIGITS = {
    "Burmese": 0x1040,
    "Shan": 0x1090,
    "Tai Laing": 0xA9F0,
    "Arabic": 0x0660,
    "Devanagari": 0x0966,
    "wide": 0xFF10,
    "bold": 0x1D7CE,
    "Khmer": 0x17E0,
}

NUMBERS = (
    *("-0", "+1", "00012", "1_000", "1e3", "1E400", "-1e400", "inf", "-inf", "nan", "0x7f", "0b1", "0o7", "1.", ".5"),
    *("1,5", "1 000", "１２", "²", "½", "Ⅳ", "一", "1\u200b2", "1e", "--1", "1-1", "0.1e-400", "9" * 13, "9" * 5000),
)

DAYS = (
    *("2026-06-31", "2026-13-01", "2026-00-10", "0000-01-01", "1999-12-31", "2100-01-01", "99999-01-01", "-2026-01-01"),
    *(
        "2026-6-1",
        "20260615",
        "2026-W25-1",
        "2026-166",
        "15/06/2026",
        "2026-06-15T00:00:00Z",
        "2026-06-15 ",
        "tomorrow",
    ),
    *("၂၀၂၆-၁၃-၀၁", "2026\u201006\u201015", "2026-06-15\x00", "NaT"),
)

INVISIBLE = (
    *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029),
    *(0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2066, 0x2067, 0x2068, 0x2069, 0x206F, 0x3000, 0x3164),
    *(0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB, 0xFFFC, 0xFFFD, 0x1BCA0, 0xE0001, 0xE0041, 0xE0100),
)
NO_SIGNS = (0xFDD0, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE000, 0xF8FF, 0x0378, 0xD800, 0xDBFF, 0xDC00, 0xDFFF)

SCRIPTS = (
    "ကျွန်တော် ဖက်ဒရယ်စနစ်ကို လေ့လာသည်",
    "ကၽြန္ေတာ္ ဖက္ဒရယ္စနစ္ကို ေလ့လာသည္",
    "ျမန္မာႏိုင္ငံ",
    "သွ်င် ကြှန်ုပ် ဩ သြ ဪ သြော်",
    "င်္ဂလိပ် ကင်္ကင်္ကင်္",
    "လိၵ်ႈတႆး မိူင်းတႆး ႁဝ်းၶႃႈ",
    "ကညီကျိာ်ဖီၣ် ပှၤကညီ",
    "ဘာသာ မန် ဂၠံင်သၞာံ",
    "တၢ်လီၢ်ပၠးဃၢ်",
    "ၵေႃႈ ႁႂ်ႈ ꩡꩢꩣ ꧠꧡ",
    "◌ိ◌ု◌ံ့း",
    "ေက ြက ျက ွက",
    "က" + "္က" * 60,
    "က" + "့" * 200,
    "၁၂၃၄၅ ႑႒႓ 12345 ١٢٣",
    "สวัสดี " + "ก็" * 40,
    "र्र्र्क्ष्ह",
    "한글 ᄒ\u1161\u11ab",
    "العربية \u202eabc\u202c עברית",
    "ཧཱུྃ༔",
    "Ǆ ŉ ẞ ı İ ﬃ Ω K Å",
    "\U0001d160\ufb2c\u0958",
    "🏳️‍🌈👩🏽‍🚀🇲🇲🇲",
    "🇲" * 31,
    "a" + "\u0300" * 300,
    "中" * 100,
)

LURES = (
    *(
        f"<{MARK}>",
        f"\"'><{MARK} a='",
        f"</title><{MARK}>",
        f"</textarea><{MARK}>",
        f"<!--<{MARK}>",
        f"<svg/onload={MARK}>",
    ),
    *(
        f'{MARK}"onfocus=1 x="',
        f"{MARK}'onfocus=1 x='",
        f"javascript:{MARK}",
        f"data:text/html,<{MARK}>",
        f"&lt;{MARK}&gt;",
    ),
    *(
        f"{{{{{MARK}}}}}",
        "{{config}}",
        "{%raw%}",
        "${7*7}",
        "#{7*7}",
        "<%=7*7%>",
        "%(name)s",
        "%n%n%s",
        "{0}",
        "{}",
        "%",
    ),
    *(
        "' AND 1=1--",
        "1; SELECT pg_sleep(5)--",
        "' UNION SELECT NULL,NULL--",
        "1) OR (1=1",
        "\\' OR 1=1--",
        "%27",
        "';--",
    ),
    *(
        "1 AND randomblob(900000000)",
        "' || (SELECT hash FROM passphrase) || '",
        "MATCH x",
        '"x" NEAR "y"',
        "*",
        "a*",
        "-",
    ),
    *(
        '{"$ne":1}',
        "[1]",
        "null",
        "undefined",
        "true",
        '{"a":' * 200,
        "*)(uid=*",
        "' or ''='",
        "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    ),
    *(
        "$(id)",
        "|id",
        "&& id",
        "; id",
        "`id`",
        "\n/bin/id\n",
        "%0aid",
        "../" * 12 + "etc/passwd",
        "..\\..\\boot.ini",
        "....//",
    ),
    *(
        "/etc/passwd\x00.png",
        "file:///etc/passwd",
        "C:\\CON",
        "NUL",
        "~root",
        ".htaccess",
        "%2e%2e%2f",
        "..%c0%af..%c0%af",
    ),
    *("//evil.example", "\\\\evil.example", "/\\/evil.example", "https:evil.example", "http://localhost@evil.example/"),
    *(
        "/en/..//evil.example",
        "/%09/evil.example",
        "/\tevil.example",
        "/en\u3002example",
        "javascript://%0aalert(1)",
        "?",
        "#",
    ),
    *("http://[::1", "http://[", "//[", "http://a:99999/", "http://a:b/", "/en/?next=/en/", "mailto:a@b", "ftp://a/"),
    *(
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "=HYPERLINK(1)",
        "a\r\nSet-Cookie: x=y",
        "a\nLocation: //x",
        "a\x0bb",
    ),
    *(
        "${jndi:ldap://127.0.0.1:1/a}",
        "() { :;}; id",
        "gASVAAAAAAAAAC4=",
        "!!python/object/apply:os.system [id]",
        "__import__",
    ),
    *(
        "__class__",
        "__proto__",
        "constructor",
        "id",
        "lang",
        "self",
        "None",
        "True",
        "()",
        "lambda:0",
        "0" * 26,
        "z" * 26,
    ),
    *(
        "2" * 26,
        "b" * 6,
        "B" * 6,
        "2" * 6,
        "f" * 64,
        "F" * 64,
        "programme",
        "cohort x",
        "course bbbbbb",
        "site",
        "admin",
        "now",
    ),
    *("a" * 40 + "!", "(a+)+$", "a@" * 50, "1" * 50 + "x", "x=" * 500, ";" * 500, "," * 500, "\\" * 500, '"' * 500),
)

BROKEN_BYTES: tuple[bytes, ...] = (
    *(b"\x80", b"\xbf", b"\xc0", b"\xc1\xbf", b"\xe1", b"\xe1\x80", b"\xf0\x9f", b"\xf0\x9f\x98", b"\xff", b"\xfe\xff"),
    *(
        b"\xc0\xaf",
        b"\xe0\x80\xaf",
        b"\xf0\x80\x80\xaf",
        b"\xc0\x80",
        b"\xe0\x80\x80",
        b"\xc1\x81",
        b"\xf8\x88\x80\x80\x80",
    ),
    *(b"\xfc\x84\x80\x80\x80\x80", b"\xed\xa0\x80", b"\xed\xbf\xbf", b"\xed\xa0\xbd\xed\xb8\x80", b"\xf4\x90\x80\x80"),
    *(b"\xef\xbb\xbfx", b"x\xef\xbb\xbf", b"\xff\xfex\x00", b"\xfe\xff\x00x", b"\xff\xfe\x00\x00x\x00\x00\x00"),
    *("က".encode("utf-16-le"), "က".encode("utf-16-be"), "က".encode("utf-32-le"), "<a>".encode("utf-7"), b"+ADw-"),
    *(
        "é".encode("latin-1"),
        "日本".encode("shift-jis"),
        "中文".encode("gbk"),
        "한".encode("euc-kr"),
        "abc".encode("cp037"),
    ),
    *(
        b"\xe1\x80\x80" * 9 + b"\xe1",
        b"%ff%00",
        b"\x1b[2J",
        b"\x1b]0;x\x07",
        b"\x00",
        b"\x00" * 500,
        b"a\x00",
        b"\xff" * 500,
    ),
    *(b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"\x7fELF"),
)
"""Bytes that are no UTF-8, or another encoding's."""


def all_of_them() -> Iterator[str]:
    """Yield every text."""
    yield from (f"a{chr(code)}b" for code in (*range(32), 0x7F, 0x80, 0x85, 0x9F, 0xA0, *INVISIBLE, *NO_SIGNS))
    for bits in BORDERS:
        yield from (str(sign * (2**bits + more)) for sign in (1, -1) for more in (-1, 0, 1))
    yield from ("".join(chr(zero + digit) for digit in (1, 2, 0)) for zero in DIGITS.values())
    yield from (chr(code) for code in range(0x102B, 0x1040))
    yield from (*NUMBERS, *DAYS, *SCRIPTS, *LURES)
