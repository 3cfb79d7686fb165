"""Packages that are wrong in one way each: how to spoil the sample, and the file and words of what must be found.

Each entry spoils a draft and returns the line that must be named.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.support.sample_package import LESSON, MODULE, Draft

BANK = f"{MODULE}/bank.yaml"
QUIZ = f"{MODULE}/quiz.yaml"
CASE = f"{MODULE}/case.yaml"
DIALOGUE = f"{MODULE}/dialogue.yaml"
MODULE_FILE = f"{MODULE}/module.yaml"
EN = f"{LESSON}.en.md"
MY = f"{LESSON}.my.md"
CHECK = f"{LESSON}.check.yaml"
SVG = "media/two-rules.svg"

# The same sentence in Zawgyi's order of signs and letters: what an old phone types.
ZAWGYI = "ျမန္မာႏိုင္ငံတြင္ ေနထိုင္ၾကေသာ ျပည္သူမ်ား၏ အခြင့္အေရးမ်ား"


class Broken(NamedTuple):
    """One way to be wrong."""

    name: str
    file: str
    says: str
    spoil: Callable[[Draft], int]


def _put(path: str, old: str, new: str, offset: int = 0) -> Callable[[Draft], int]:
    return lambda draft: draft.put(path, old, new) + offset


def _write(path: str, data: bytes | str) -> Callable[[Draft], int]:
    return lambda draft: draft.write(path, data)


def _append(path: str, text: str, offset: int = 0) -> Callable[[Draft], int]:
    return lambda draft: draft.append(path, text) + offset


def _remove(path: str) -> Callable[[Draft], int]:
    return lambda draft: draft.remove(path)


def _line(number: int, spoil: Callable[[Draft], int]) -> Callable[[Draft], int]:
    def spoil_and_name(draft: Draft) -> int:
        spoil(draft)
        return number

    return spoil_and_name


def _link(draft: Draft) -> int:
    (draft.folder / "media/link.svg").symlink_to("/etc/passwd")
    return 1


def _linked_folder(draft: Draft) -> int:
    (draft.folder / "02-elsewhere").symlink_to(Path(draft.folder / MODULE), target_is_directory=True)
    return 1


def _device(draft: Draft) -> int:
    os.mkfifo(draft.folder / "media/pipe.svg")
    return 1


def _many_hidden_files(draft: Draft) -> int:
    for number in range(10_001):
        (draft.folder / f"media/.{number}").touch()
    return 1


def _many_files(draft: Draft) -> int:
    for number in range(2_100):
        draft.write(f"media/n{number:04}.mp3", b"ID3")
    return 1


def _six_keys_in_one_place(draft: Draft) -> int:
    for number in range(5, 11):
        draft.append(
            BANK,
            f"""  - id: power-q{number}
    type: single
    objective: define-two-rules
    difficulty: easy
    stem: {{en: Who decides?, my: မည်သူ ဆုံးဖြတ်သနည်း။}}
    options:
      - {{id: a, text: {{en: We, my: ကျွန်ုပ်တို့}}, right: true, feedback: {{en: Yes., my: မှန်ပါသည်။}}}}
      - {{id: b, text: {{en: They, my: သူတို့}}, feedback: {{en: No., my: မှားပါသည်။}}}}
""",
        )
    return 1


def _bytes(draft: Draft, path: str, after: str, data: bytes) -> int:
    raw = (draft.folder / path).read_bytes()
    return draft.write(path, raw.replace(after.encode(), after.encode() + data, 1))


def _twin_lesson(draft: Draft) -> int:
    for lang in ("en", "my"):
        text = (draft.folder / f"{LESSON}.{lang}.md").read_text("utf-8").replace("!!! check well-1\n", "")
        draft.write(f"{MODULE}/02-why-share-power.{lang}.md", text)
    draft.put(MODULE_FILE, "steps: [01-why-share-power,", "steps: [01-why-share-power, 02-why-share-power,")
    return 1


def _objective(draft: Draft) -> int:
    return draft.put(
        BANK, "type: multiple\n    objective: define-two-rules", "type: multiple\n    objective: elsewhere"
    )


def _circle(draft: Draft) -> int:
    draft.put(CASE, "next: ruling", "next: office")
    text = (draft.folder / CASE).read_text("utf-8")
    begin = text.index("- id: leave")
    draft.write(CASE, text[:begin] + text[begin:].replace("next: silence", "next: office", 1))
    return 18


def _huge_picture(draft: Draft) -> int:
    data = bytearray((draft.folder / "media/river.png").read_bytes())
    data[16:24] = (32_000).to_bytes(4, "big") * 2
    return draft.write("media/river.png", bytes(data))


def _seven_decisions(draft: Draft) -> int:
    one = "      - {id: d%d, text: {en: a, my: က}, feedback: {en: a, my: က}, next: ruling}\n"
    draft.put(CASE, "      - id: ask\n", "".join(one % number for number in range(5)) + "      - id: ask\n")
    return 9


def _second_key(draft: Draft) -> int:
    draft.put(BANK, "text: {en: A federal one,", "right: true\n        text: {en: A federal one,")
    text = (draft.folder / BANK).read_text("utf-8")
    return text[: text.index("- id: decentralized")].count("\n")


def _unlike_tests(draft: Draft) -> int:
    draft.put(BANK, "    difficulty: medium\n    stem:\n", "    difficulty: easy\n    form: a\n    stem:\n")
    draft.put(
        BANK, "    difficulty: medium\n    stem: {en: Which", "    difficulty: easy\n    form: b\n    stem: {en: Which"
    )
    return draft.put("posttest.yaml", "count: 1", "count: 2") - 1


def _all_right(draft: Draft) -> int:
    options = "".join(
        f"      - {{id: {name}, text: {{en: a, my: က}}, right: true, feedback: {{en: a, my: က}}}}\n" for name in "ab"
    )
    question = "  - id: power-q9\n    type: multiple\n    objective: define-two-rules\n    difficulty: hard\n"
    return draft.append(BANK, f"{question}    stem: {{en: a, my: က}}\n    options:\n{options}") + 5


_LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
_SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n'
_SVG_BOMB = (
    '<!DOCTYPE svg [\n<!ENTITY a "aaaaaaaaaa">\n'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">\n' for old, new in zip("abcdefg", "bcdefgh", strict=True))
    + "]>\n"
    + _SVG_HEAD
    + "<text>&h;</text></svg>"
)

YAML = [
    Broken("a quote that is not closed", QUIZ, "YAML", _line(9, _append(QUIZ, 'title: {en: "Quiz, my: က}\n'))),
    Broken("a tab before a key", QUIZ, "tabs", _put(QUIZ, "  - {count: 2}", "\t- {count: 2}")),
    Broken("a colon in a bare text", CASE, "stands in quotes", _put(CASE, "en: You fish", "en: You: you fish")),
    Broken("aliases that unfold without end", "glossary.yaml", "* or &", _write("glossary.yaml", _LAUGHS)),
    Broken(
        "a tag that makes an object",
        "glossary.yaml",
        "begins with !",
        _write("glossary.yaml", "terms: !!python/object/apply:os.system [id]\n"),
    ),
    Broken("a key that stands twice", QUIZ, "stands here twice", _append(QUIZ, "attempts: 9\n")),
    Broken("two documents in one file", QUIZ, "second document", _append(QUIZ, "---\nattempts: 9\n")),
    Broken("lists a hundred deep", "sources.yaml", "deep", _write("sources.yaml", "[" * 100 + "]" * 100)),
    Broken(
        "forty thousand parts",
        "sources.yaml",
        "30000 parts",
        _line(6_001, _write("sources.yaml", "[\n" + "a,a,a,a,a,\n" * 8_000 + "]")),
    ),
    Broken("nothing in a file", "glossary.yaml", "is empty", _write("glossary.yaml", "")),
]
BYTES = [
    Broken("one line of 10 MB in a lesson", EN, "larger than 100 KB", _line(1, _append(EN, "a" * 10_000_000 + "\n"))),
    Broken("a line of 90,000 signs", EN, "longer than 10000", _append(EN, "a" * 90_000 + "\n")),
    Broken("a YAML file of 10 MB", QUIZ, "larger than 1024 KB", _write(QUIZ, b"a: " + b"b" * 10_000_000)),
    Broken("Latin-1 instead of UTF-8", EN, "UTF-8", _line(11, lambda draft: _bytes(draft, EN, "Panglong", b"\xe9"))),
    Broken("UTF-16", "plan.en.md", "UTF-8", _write("plan.en.md", "---\ntitle: x\n---\n".encode("utf-16"))),
    Broken("a sign that turns the text round", EN, "steers", _put(EN, "In most villages", "In \u202emost villages")),
    Broken("eleven thousand lines", EN, "more than 10000 lines", _line(10_000, _append(EN, "a\n" * 11_000))),
    Broken("a letter that was lost", MY, "was lost", _put(MY, "ရေတွင်းကို", "ရေ\ufffdတွင်းကို")),
    Broken("marks in another order", MY, "lms text fix", _put(MY, "ပင်လုံတွင်", "ပင်လုံတွင်\u1037\u103a".replace("်", "်"))),
    Broken("Zawgyi in a lesson", MY, "Zawgyi", _append(MY, f"\n{ZAWGYI}\n", 1)),
    Broken("Zawgyi in a title", MODULE_FILE, "Zawgyi", _put(MODULE_FILE, "အာဏာကို ဘာကြောင့် ခွဲဝေကြသလဲ", ZAWGYI)),
]


LANGUAGES = [
    Broken("a title in one language only", CASE, "missing in Burmese", _put(CASE, ", my: မြစ်တစ်စင်း ဥပဒေနှစ်ခု}", "}")),
    Broken("an empty text", CASE, "missing in Burmese", _put(CASE, "my: မြစ်တစ်စင်း ဥပဒေနှစ်ခု}", "my: }")),
    Broken("a lesson without its twin", MY, "missing in Burmese", _remove(MY)),
    Broken(
        "a language the course has not",
        CASE,
        "does not have",
        _put(CASE, "{en: Two laws on one river,", "{en: Two laws on one river, shn: လွတ်ႈ,"),
    ),
    Broken(
        "letters that are no language",
        CASE,
        "not a language",
        _put(CASE, "{en: Two laws on one river,", "{en: x, english: y,"),
    ),
    Broken(
        "an unknown language in course.yaml",
        "course.yaml",
        "not a language",
        _put("course.yaml", "[my, en]", "[my, en, xx]"),
    ),
    Broken(
        "a text not written by language",
        QUIZ,
        "each language",
        _put(QUIZ, "{en: Take your time., my: အချိန်ယူ၍ ဖြေဆိုပါ။}", "Take your time."),
    ),
    Broken("minutes that differ in the twin", MY, "not the same", _put(MY, "minutes: 10", "minutes: 11")),
    Broken(
        "a hash still to be filled in",
        CASE,
        'hash: "',
        _put(CASE, "{en: Two laws on one river,", '{en: {text: Two, source: {lang: my, hash: "?"}},'),
    ),
    Broken(
        "a translation of a text that is not there",
        CASE,
        "is not there",
        _put(CASE, "{en: Two laws on one river,", '{en: {text: Two, source: {lang: shn, hash: "?"}},'),
    ),
]
SHAPE = [
    Broken("an unknown key", QUIZ, "Did you mean “attempts”", _put(QUIZ, "attempts: 3", "attemts: 3")),
    Broken(
        "a missing key", "course.yaml", "“level” is missing", _line(1, _put("course.yaml", "level: introductory\n", ""))
    ),
    Broken("a word where a number stands", QUIZ, "a number", _put(QUIZ, "pass_share: 0.7", "pass_share: most")),
    Broken("a share above the whole", QUIZ, "at most 1", _put(QUIZ, "pass_share: 0.7", "pass_share: 70")),
    Broken("a value that is not in the list", QUIZ, "one of: at-once", _put(QUIZ, "at-end", "never")),
    Broken("a word where a list stands", BANK, "a list", _write(BANK, "questions: none\n")),
    Broken("a list where keys stand", BANK, "keys with values", _write(BANK, "- a\n- b\n")),
    Broken("a key like no other", QUIZ, "Known are: attempts, bands, behaviour, draw,", _append(QUIZ, "colour: red\n")),
    Broken("a number where text stands", "course.yaml", "Put it in quotes", _put("course.yaml", "CC-BY-SA-4.0", "4.0")),
    Broken(
        "a word that is not the only one",
        QUIZ,
        "It is one of: unlimited.",
        _put(QUIZ, "attempts: 3", "attempts: endless"),
    ),
    Broken("a list that is too long", CASE, "“decisions” has 7 entries. It may have 6 at most", _seven_decisions),
    Broken("a very long wrong value", QUIZ, f"“{'n' * 59}…”", _put(QUIZ, "at-end", "n" * 500)),
    Broken("an id with capital letters", BANK, "not a good value", _put(BANK, "power-q1", "Power_Q1")),
    Broken(
        "a type of question that is not known", BANK, "one of: single", _put(BANK, "type: truefalse", "type: riddle")
    ),
    Broken(
        "front matter that is not closed",
        EN,
        "front matter",
        _line(1, _put(EN, "objectives: [define-two-rules]\n---", "objectives: []")),
    ),
    Broken("no course.yaml", "course.yaml", "no course.yaml", _remove("course.yaml")),
    Broken("no module.yaml", MODULE_FILE, "no module.yaml", _remove(MODULE_FILE)),
    Broken(
        "a slug that is not the folder's name",
        "course.yaml",
        "not the folder's name",
        _line(1, _put("course.yaml", "slug: sample", "slug: other")),
    ),
    Broken("a day that no calendar has", "sources.yaml", "no day", _put("sources.yaml", "1947-02-12", "1947-02-30")),
    Broken(
        "a fact checked without saying where",
        "sources.yaml",
        "“quote” is missing",
        _line(2, _put("sources.yaml", "checked: null", "checked: 2026-11-22\n    read_at: a library")),
    ),
    Broken(
        "a Burmese quote of ninety syllables",
        "sources.yaml",
        "longer than 25",
        _put("sources.yaml", "checked: null", f"checked: null\n    quote: {'ပြည်ထောင်စု' * 30}", 1),
    ),
    Broken(
        "a quote of thirty words",
        "sources.yaml",
        "longer than 25",
        _put("sources.yaml", "checked: null", f"checked: null\n    quote: {'word ' * 30}", 1),
    ),
]
NAMES = [
    Broken("twin ids in check and bank", BANK, "two things", _put(BANK, "id: power-q1", "id: well-1")),
    Broken("twin ids of options", BANK, "two things", _put(BANK, "id: many", "id: one")),
    Broken("two lessons of one name", f"{MODULE}/02-why-share-power.en.md", "same name", _twin_lesson),
    Broken(
        "two modules of one name",
        "02-power-shared/module.yaml",
        "have the same name",
        _write("02-power-shared/module.yaml", "a: 1\n"),
    ),
    Broken(
        "a step that is no file",
        MODULE_FILE,
        "no step",
        _put(MODULE_FILE, "steps: [01-why-share-power, case,", "steps: [01-why-share-power, 09-else, case,"),
    ),
    Broken("a file that is no step", MODULE_FILE, "not in the order", _put(MODULE_FILE, "quiz, dialogue]", "quiz]")),
    Broken(
        "a module that is no folder",
        "course.yaml",
        "no module",
        _put("course.yaml", "[01-power-shared]", "[01-power-shared, 02-none]"),
    ),
    Broken("a source that is not there", EN, "no source", _put(EN, "[@panglong-signed]", "[@pinlon]")),
    Broken("a source nobody has read", EN, "mark K", _line(11, _put("sources.yaml", "mark: P", "mark: K"))),
    Broken("a term that is not there", EN, "no term", _put(EN, "[[self-rule]]", "[[home rule]]")),
    Broken("an objective that is not there", BANK, "no objective", lambda draft: _objective(draft) + 1),
    Broken("a decision that leads nowhere", CASE, "no scene", _put(CASE, "next: office", "next: offices")),
    Broken("a picture that is not there", EN, "no picture", _put(EN, "(two-rules.svg", "(three-rules.svg")),
    Broken(
        "cards that are not there", DIALOGUE, "no card set", _put(DIALOGUE, "cards: [decisions]", "cards: [choices]")
    ),
    Broken("a check question that is not placed", CHECK, "not placed", _line(2, _put(MY, "!!! check well-1\n", ""))),
    Broken("a check question placed twice", EN, "stands here twice", _append(EN, "\n!!! check well-1\n", 1)),
    Broken(
        "a check question that is not written",
        EN,
        "no check question",
        _put(EN, "!!! check well-1", "!!! check well-2"),
    ),
    Broken(
        "a file that does not belong",
        f"{MODULE}/notes.txt",
        "no place in a package",
        _write(f"{MODULE}/notes.txt", "x"),
    ),
    Broken(
        "a module that is not in the order",
        "course.yaml",
        "not in the order of the modules",
        _line(12, _write("02-else/module.yaml", "a: 1\n")),
    ),
    Broken(
        "a name misspelt",
        BANK,
        "Did you mean “define-two-rules”?",
        _put(
            BANK,
            "objective: define-two-rules\n    difficulty: medium\n    stem: {en: Which",
            "objective: define-two-rule\n    difficulty: medium\n    stem: {en: Which",
        ),
    ),
    Broken("a list where an id stands", BANK, "“id” should be text", _put(BANK, "id: power-q1", "id: [power-q1]")),
    Broken("a list where a name stands", CASE, "“next” should be text", _put(CASE, "next: office", "next: [office]")),
    Broken(
        "a question on a source nobody has read", BANK, "mark K", _line(8, _put("sources.yaml", "mark: P", "mark: K"))
    ),
    Broken(
        "questions without a lesson",
        f"{MODULE}/05-none.check.yaml",
        "no lesson",
        _write(f"{MODULE}/05-none.check.yaml", "a: 1\n"),
    ),
    Broken("a quiz without a bank", QUIZ, "no bank.yaml", _line(1, _remove(BANK))),
    Broken(
        "a folder with capital letters",
        "Two_Rules/module.yaml",
        "No file of this name",
        _write("Two_Rules/module.yaml", "a: 1\n"),
    ),
    Broken(
        "a YAML file of a foreign name",
        f"{MODULE}/extra.yaml",
        "No file of this name",
        _write(f"{MODULE}/extra.yaml", "a: 1\n"),
    ),
]


QUESTIONS = [
    Broken(
        "two right answers in a single choice",
        BANK,
        "2 right answers",
        _second_key,
    ),
    Broken(
        "no right answer in a single choice",
        BANK,
        "0 right answers",
        _line(
            10,
            _put(
                BANK,
                "        right: true\n        feedback: {en: Yes., my: မှန်ပါသည်။}\n    feedback",
                "        feedback: {en: Yes., my: မှန်ပါသည်။}\n    feedback",
            ),
        ),
    ),
    Broken(
        "marks given in two ways",
        BANK,
        "both “right” and “share”",
        _line(24, _put(BANK, "ငွေကြေးတစ်မျိုးတည်း}", "ငွေကြေးတစ်မျိုးတည်း}\n        right: true")),
    ),
    Broken(
        "tests that draw different numbers",
        "posttest.yaml",
        "the same number",
        _unlike_tests,
    ),
    Broken("a multiple choice with nothing wrong", BANK, "2 right answers of 2", _all_right),
    Broken(
        "shares that are not the whole",
        BANK,
        "add up to 0.75",
        _line(24, _put(BANK, "ငွေကြေးတစ်မျိုးတည်း}\n        share: 0.5", "ငွေကြေးတစ်မျိုးတည်း}\n        share: 0.25")),
    ),
    Broken("the right answer always first", BANK, "Option 1 is the right one", _six_keys_in_one_place),
    Broken("a draw of more than there is", QUIZ, "there are", _put(QUIZ, "- {count: 2}", "- {count: 20}")),
    Broken("two tests of one form", "posttest.yaml", "Both tests", _put("posttest.yaml", "form: b", "form: a")),
    Broken("forms that are no pairs", BANK, "not pairs", _line(1, _put(BANK, "    form: b\n", ""))),
    Broken(
        "a scene that nobody reaches", CASE, "No decision leads", _line(18, _put(CASE, "next: office", "next: silence"))
    ),
    Broken("a scene that nobody leaves", CASE, "no ending can be reached", _circle),
    Broken("minutes that do not add up", DIALOGUE, "take 90 minutes", _put(DIALOGUE, "minutes: 90", "minutes: 60")),
]


MARKDOWN = [
    Broken("a script in a lesson", EN, "HTML is not part", _append(EN, "\nHello <script>alert(1)</script>\n", 1)),
    Broken(
        "a script in a question",
        BANK,
        "HTML is not part",
        _put(BANK, "Who signed at Panglong?", "Who <img src=x onerror=alert(1)> signed?"),
    ),
    Broken(
        "a script on the third line of a long text",
        BANK,
        "HTML is not part",
        _put(BANK, "        Which system is this?", "        <script>x</script>"),
    ),
    Broken("a link that runs", EN, "Links are not part", _append(EN, "\n[here](javascript:alert(1))\n", 1)),
    Broken("a picture from elsewhere", EN, "no picture", _append(EN, "\n![x](https://example.org/x.svg)\n", 1)),
    Broken("a picture inside a sentence", EN, "line of its own", _append(EN, "\nSee ![x](two-rules.svg) here.\n", 1)),
    Broken("a picture without words", EN, "does not say", _append(EN, "\n![](river.png)\n", 1)),
    Broken("a box that can't be read", EN, "begins with !!!", _append(EN, "\n!!! script x\n", 1)),
    Broken("a recording without its words", EN, "The box is empty", _append(EN, '\n!!! audio greeting.mp3 "x"\n', 1)),
    Broken("ten thousand brackets", EN, "too many signs", _append(EN, "\n" + "[" * 5_000 + "\n", 1)),
]
MEDIA = [
    Broken(
        "a script in a drawing",
        SVG,
        "<script> is not allowed",
        _line(2, _write(SVG, f"{_SVG_HEAD}<script>alert(1)</script></svg>")),
    ),
    Broken(
        "a handler in a drawing",
        SVG,
        "can't have “onload”",
        _line(2, _write(SVG, f'{_SVG_HEAD}<g onload="alert(1)"/></svg>')),
    ),
    Broken(
        "an outside file in a drawing",
        SVG,
        "can't be “url(http",
        _line(2, _write(SVG, f'{_SVG_HEAD}<g fill="url(https://example.org/x#a)"/></svg>')),
    ),
    Broken(
        "HTML in a drawing",
        SVG,
        "<foreignObject>",
        _line(2, _write(SVG, f"{_SVG_HEAD}<foreignObject><p/></foreignObject></svg>")),
    ),
    Broken("entities that unfold in a drawing", SVG, "document type", _write(SVG, _SVG_BOMB)),
    Broken(
        "a drawing in one language", SVG, "1 texts, but 0", _write(SVG, f'{_SVG_HEAD}<text lang="en">both</text></svg>')
    ),
    Broken("a drawing of 9 KB", SVG, "larger than 8 KB", _write(SVG, f"{_SVG_HEAD}<!--{'x' * 9_000}--></svg>")),
    Broken(
        "a page that calls itself a picture",
        "media/river.png",
        "not what its ending",
        _write("media/river.png", "<script>alert(1)</script>"),
    ),
    Broken(
        "a page that calls itself a recording",
        "media/greeting.mp3",
        "not what its ending",
        _write("media/greeting.mp3", "<script>alert(1)</script>"),
    ),
    Broken("a picture that unpacks to 4 GB", "media/river.png", "points", _huge_picture),
    Broken("a link to another file", "media/link.svg", "link or a device", _link),
    Broken("a folder that is a link", "02-elsewhere", "link or a device", _linked_folder),
    Broken("a pipe", "media/pipe.svg", "link or a device", _device),
    Broken("ten thousand hidden files", "media/", "more than 10000 files", _many_hidden_files),
    Broken("two thousand files", "media/n1983.mp3", "more than 2000 files", _many_files),
    Broken("files that lie too deep", "media/a", "too deep", _write("media/a/b.svg", _SVG_HEAD + "</svg>")),
    Broken("a name with a space", "media/my picture.svg", "name of this file", _write("media/my picture.svg", "x")),
    Broken(
        "a name that turns round", "media/a\\u202egvs.svg", "name of this file", _write("media/a\u202egvs.svg", "x")
    ),
]


ALL = [*YAML, *BYTES, *LANGUAGES, *SHAPE, *NAMES, *QUESTIONS, *MARKDOWN, *MEDIA]
