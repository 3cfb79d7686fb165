"""A course of the full common shape, made of plain sentences: six modules with all their parts, in two languages."""

from pathlib import Path

MODULES = 6
LESSONS = 3
NAMES = "abcdef"
EN = "The village decides where the new well is dug. "
MY = "ရေတွင်းအသစ်တူးမည့်နေရာကို ရွာက ဆုံးဖြတ်သည်။ "
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle r="4"/></svg>'
TEXT = "{en: We decide together., my: အတူ ဆုံးဖြတ်ကြသည်။}"


def make(folder: Path) -> Path:
    """Write the course to `folder`/whole and return that."""
    course = folder / "whole"
    (course / "media").mkdir(parents=True)
    (course / "media/circle.svg").write_text(DRAWING)
    modules = [f"{number:02}-{name}" for number, name in enumerate(NAMES, 1)]
    (course / "course.yaml").write_text(
        f"slug: whole\nlanguages: [en, my]\nopen: true\ncomplete: true\ntitle: {TEXT}\nsummary: {TEXT}\n"
        f"level: introductory\nhours: 12\nlicence: CC0-1.0\nmodules: [{', '.join(modules)}]\n"
    )
    (course / "sources.yaml").write_text("sources: []\n")
    (course / "glossary.yaml").write_text("terms: []\n")
    for name, form in (("pretest", "a"), ("posttest", "b")):
        draws = "".join(f"  - {{module: {module}, count: 1}}\n" for module in modules)
        (course / f"{name}.yaml").write_text(f"form: {form}\ndraw:\n{draws}")
    for lang, words in (("en", EN), ("my", MY)):
        (course / f"plan.{lang}.md").write_text(page(words, 10, ""))
    for name, module in zip(NAMES, modules, strict=True):
        _module(course / module, name)
    return course


def page(words: str, times: int, end: str) -> str:
    """Return a page of so many sentences."""
    return f"---\ntitle: A page\nsummary: What it is about.\nminutes: 10\n---\n{words * times}\n{end}"


def question(name: str, *, objective: str, place: int, more: str = "") -> str:
    """Return a question whose right answer stands at `place`."""
    options = "".join(
        f"      - {{id: {option}, text: {TEXT}, feedback: {TEXT}, right: {str(number == place).lower()}}}\n"
        for number, option in enumerate("abc")
    )
    return (
        f"  - id: {name}\n    type: single\n    objective: {objective}\n{more}    stem: {TEXT}\n    options:\n{options}"
    )


def _module(module: Path, name: str) -> None:
    module.mkdir()
    lessons = [f"{number:02}-lesson-{letter}" for number, letter in enumerate("abc"[:LESSONS], 1)]
    (module / "module.yaml").write_text(
        f"title: {TEXT}\nsummary: {TEXT}\nobjectives:\n"
        f"  - {{id: name-it, level: remember, text: {TEXT}}}\n  - {{id: use-it, level: apply, text: {TEXT}}}\n"
        f"steps: [{', '.join(lessons)}, case, reflection, quiz, dialogue]\n"
    )
    for lesson in lessons:
        ids = [f"{name}-{lesson[-1]}{number}" for number in (1, 2)]
        end = "\n![A circle](circle.svg)\n" + "".join(f"\n!!! check {each}\n" for each in ids)
        (module / f"{lesson}.en.md").write_text(page(EN, 50, end))
        (module / f"{lesson}.my.md").write_text(page(MY, 50, end))
        (module / f"{lesson}.check.yaml").write_text(
            "questions:\n" + "".join(question(each, objective="name-it", place=0) for each in ids)
        )
    (module / "bank.yaml").write_text("questions:\n" + "".join(_bank(name)))
    (module / "quiz.yaml").write_text("draw:\n  - {count: 6}\nattempts: 2\npass_share: 0.7\nfeedback: at-end\n")
    (module / "reflection.yaml").write_text(f"prompt: {TEXT}\n")
    (module / "case.yaml").write_text(_case())
    (module / "dialogue.yaml").write_text(_dialogue())


def _bank(name: str) -> list[str]:
    bank = []
    for number in range(12):
        more = "    difficulty: easy\n"
        more += "    tags: [case]\n" if number < 4 else ""
        more += f"    form: {'ab'[number - 10]}\n" if number >= 10 else ""
        objective = "use-it" if number < 6 else "name-it"
        bank.append(question(f"{name}-q{number}", objective=objective, place=number % 3, more=more))
    return bank


def _case() -> str:
    def decision(name: str, leads: str) -> str:
        return f"      - {{id: {name}, text: {TEXT}, feedback: {TEXT}, next: {leads}}}\n"

    return (
        f"title: {TEXT}\nintro: {TEXT}\nscenes:\n"
        f"  - id: river\n    text: {TEXT}\n    decisions:\n{decision('ask', 'court')}{decision('go', 'lost')}"
        f"  - id: court\n    text: {TEXT}\n    decisions:\n{decision('plead', 'won')}{decision('go', 'lost')}"
        f"endings:\n  - {{id: won, text: {TEXT}, outcome: good}}\n  - {{id: lost, text: {TEXT}, outcome: costly}}\n"
    )


def _dialogue() -> str:
    return (
        f"title: {TEXT}\npurpose: {TEXT}\nminutes: 90\npeople: {{from: 8, to: 16}}\n"
        f"roles:\n  - {{id: leader, title: {TEXT}, task: {TEXT}}}\n"
        f"ground_rules:\n  - {TEXT}\nmaterials:\n  - {TEXT}\n"
        f"steps:\n  - {{id: talk, minutes: 90, title: {TEXT}, guide: {TEXT}}}\n"
        f"safety:\n  - {TEXT}\nstop_signs:\n  - {TEXT}\n"
    )
