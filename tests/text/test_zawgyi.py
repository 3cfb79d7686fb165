"""Zawgyi: found where it is sure, turned into Unicode without loss, and never seen where it is not."""

import json

import pytest

from lms.text.canonical import tidy
from lms.text.zawgyi import convert, judge
from lms.text.zawgyi.convert import to_unicode
from lms.text.zawgyi.judge import Verdict, converted, verdict
from tests.text import samples

LINE = "ႏိုင္ငံေတာ္၏အတုိင္ပင္ခံပုဂၢိဳလ္ ေဒၚေအာင္ဆန္းစုၾကည္သည္"
KAREN = ["အိၣ်ဖျဲၣ်ထီၣ်", "ကညီကျိာ်", "တၢ်ခွဲးတၢ်ယာ်", "ပှၤကညီဖိတဖၣ်အိၣ်ဖျဲၣ်ထီၣ်လၢတၢ်သဘျ့"]
PAO = ["ပအိုဝ်ႏ", "ပအိုဝ်ႏဘာႏသာႏ", "ပအိုဝ်ႏဘာႏသာႏ ထာꩻခွိုꩻ"]


class TestConverter:
    """The rules, run in Python."""

    def test_every_real_line_becomes_its_twin(self) -> None:
        wrong = [zawgyi for zawgyi, correct in samples.pairs("news") if to_unicode(zawgyi) != correct]

        assert len(samples.pairs("news")) == 63
        assert wrong == []

    def test_the_declaration_becomes_its_twin_but_for_one_word_typed_in_an_order_of_its_own(self) -> None:
        wrong = [
            zawgyi for zawgyi, correct in samples.pairs("udhr") if converted(zawgyi).strip() != tidy(correct).strip()
        ]

        assert len(samples.pairs("udhr")) == 91
        assert len(wrong) == 1
        assert "စာေပမျွဖစ္ေစ" in wrong[0]

    @pytest.mark.parametrize(("zawgyi", "correct"), samples.words())
    def test_stacks_kinzi_and_medials_come_out_right(self, zawgyi: str, correct: str) -> None:
        assert converted(zawgyi) == tidy(correct)

    @pytest.mark.parametrize(
        ("zawgyi", "correct"),
        [
            ("၀.၅ ရာခိုင္ႏႈန္း", "၀.၅ ရာခိုင်နှုန်း"),
            ("၄။ ေနာက္တစ္ခု", "၄။ နောက်တစ်ခု"),
            ("အမွတ္ ၀", "အမှတ် ၀"),
            ("စာမ်က္ႏွာ ၄", "စာမျက်နှာ ၄"),
            ("ကား3", "ကား3"),
            ("၀န္ႀကီး", "ဝန်ကြီး"),
            ("အဖြဲ႕၀င္", "အဖွဲ့ဝင်"),
            ("အ၀", "အဝ"),
            ("၄င္း", "၎င်း"),
        ],
    )
    def test_digits_stay_digits_and_letters_typed_as_digits_become_letters(self, zawgyi: str, correct: str) -> None:
        assert converted(zawgyi) == correct

    def test_what_is_not_burmese_passes_through(self) -> None:
        assert to_unicode("Plain English, 1-2-3.\n\ttab 😀") == "Plain English, 1-2-3.\n\ttab 😀"

    def test_no_rule_takes_a_run_without_end(self) -> None:
        """With `*` or `+`, 100,000 times one sign would be looked at 100,000 times."""
        patterns = [rule[0] for phase in json.loads(convert.RULES.read_text("utf-8")) for rule in phase]

        assert len(patterns) == 127
        assert [pattern for pattern in patterns if set("*+") & set(pattern)] == []


class TestVerdict:
    """What is done with a text."""

    def test_long_lines_of_zawgyi_are_converted(self) -> None:
        lines = [zawgyi for name in ("news", "udhr") for zawgyi, _ in samples.pairs(name)]
        long = [line for line in lines if len(samples.MYANMAR.findall(line)) > judge.FEWEST_LETTERS]

        assert len(long) == 119
        assert {verdict(line, lang="my") for line in long} == {Verdict.CONVERT}

    def test_all_but_one_line_of_zawgyi_is_noticed(self) -> None:
        lines = [zawgyi for name in ("news", "udhr") for zawgyi, _ in samples.pairs(name)]
        noticed = [line for line in lines if verdict(line, lang="my") is not Verdict.FINE]

        assert (len(lines), len(noticed)) == (154, 153)
        assert sum(judge.probability(line) > judge.SURE for line in lines) >= 153

    @pytest.mark.parametrize("lang", ["my", "shn", "mnw"])
    def test_no_line_or_word_of_the_declaration_in_unicode_is_ever_changed(self, lang: str) -> None:
        found = samples.udhr(lang)

        assert len(found) > 80
        assert [text for text in found + samples.split(found) if verdict(text, lang="my") is Verdict.CONVERT] == []

    def test_no_line_or_word_of_the_courses_and_the_interface_is_ever_changed(self) -> None:
        found = samples.site()

        assert len(found) > 10_000
        assert [text for text in found + samples.split(found) if verdict(text, lang="my") is Verdict.CONVERT] == []

    def test_a_writer_of_unicode_is_hardly_ever_asked(self) -> None:
        found = samples.split(samples.site())
        asked = [text for text in found if verdict(text, lang="my") is Verdict.ASK]

        assert len(asked) < len(found) / 2000, asked

    @pytest.mark.parametrize("text", [*KAREN, *PAO])
    def test_karen_and_pao_typed_on_a_burmese_page_are_left_alone(self, text: str) -> None:
        assert verdict(text, lang="my") is Verdict.FINE

    def test_shan_and_mon_typed_on_a_burmese_page_are_left_alone(self) -> None:
        found = samples.udhr("shn") + samples.udhr("mnw")

        assert [text for text in found if verdict(text, lang="my") is not Verdict.FINE] == []

    @pytest.mark.parametrize("lang", ["shn", "mnw", "ksw", "blk", "kac"])
    def test_in_another_language_nothing_is_even_asked(self, lang: str) -> None:
        assert verdict(LINE, lang=lang) is Verdict.FINE

    def test_signs_that_zawgyi_has_not_leave_a_text_alone(self) -> None:
        assert verdict(LINE + " ၵၢၼ်ႁဵၼ်းဢၼ် \u1022", lang="my") is Verdict.FINE

    def test_on_an_english_page_nothing_is_changed_without_asking(self) -> None:
        assert verdict(LINE, lang="en") is Verdict.ASK

    def test_a_name_is_never_changed_without_asking(self) -> None:
        assert verdict(LINE, lang="my") is Verdict.CONVERT
        assert verdict(LINE, lang="my", name=True) is Verdict.ASK

    @pytest.mark.parametrize("text", ["ဖီဆန်သော ကမ႓ာ့ကုလသမဂၢအဖြဲ႔ဝင္", "စောင့်ရှောက်ရေးကို ကန္႔သတ္ျခင္းခံရမည္"])
    def test_a_text_half_in_zawgyi_is_asked_about(self, text: str) -> None:
        assert verdict(text, lang="my") is Verdict.ASK

    def test_a_paragraph_in_unicode_beside_one_in_zawgyi_is_asked_about_and_stays(self) -> None:
        unicode, (zawgyi, right) = samples.udhr("my")[5], samples.pairs("news")[3]

        assert verdict(f"{unicode}\n{zawgyi}", lang="my") is Verdict.ASK
        assert converted(f"{unicode}\r\n{zawgyi}") == tidy(f"{unicode}\n{right}")

    def test_a_short_text_is_asked_about(self) -> None:
        assert verdict("ျမန္မာ", lang="my") is Verdict.ASK

    @pytest.mark.parametrize("text", ["", " ", "English only", "၁၂၃", "က", "မြန်မာ", "၊။"])
    def test_what_has_nothing_to_convert_is_fine(self, text: str) -> None:
        assert verdict(text, lang="my") is Verdict.FINE

    def test_what_was_converted_is_fine(self) -> None:
        for zawgyi, _ in samples.pairs("news"):
            assert verdict(converted(zawgyi), lang="my") is Verdict.FINE
