"""The figures of one quiz and of each of its questions, and the same questions as a file."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import db, i18n
from lms.accounts.rules import Visitor
from lms.figures import queries, sheet, subjects, words
from lms.figures.subjects import QuizSubject
from lms.figures.views import bp
from lms.figures.views.asked import asked
from lms.guard import needs
from lms.permissions import Permission


@bp.get("/trainer/c/<short:course>/<short:quiz>/statistics")
@needs(Permission.SEE_FIGURES, on=subjects.quiz)
def quiz(who: Visitor, subject: QuizSubject) -> ResponseReturnValue:
    """Show what attempts say about a quiz and its questions."""
    chosen = asked(who, subject)
    lang = subject.reading.lang_for(i18n.current())
    known = queries.questions(db.session(), subject.reading, lang)
    found = queries.tally(db.session(), subject, known.names, chosen.whose)
    return render_template(
        "figures/quiz.html",
        subject=subject,
        asked=chosen,
        title=words.title_of(subjects.layout(db.session(), subject.reading, i18n.current()), subject.step.step_id),
        content_lang=lang,
        people=found.people,
        attempts=found.tally.count,
        explained=words.explained(found.tally.quiz()) if found.is_enough else [],
        columns=sheet.columns(),
        rows=list(sheet.rows(found.items(), known.labels)) if found.is_enough else [],
        words=words,
    )


@bp.route("/trainer/c/<short:course>/<short:quiz>/statistics/file", methods=["GET", "POST"])
@needs(Permission.SEE_FIGURES, on=subjects.quiz)
def file(who: Visitor, subject: QuizSubject) -> ResponseReturnValue:
    """Send the table of questions as CSV: the same rows and words. No link leads to it, as to no file."""
    if request.method != "POST":
        return redirect(url_for("figures.quiz", course=subject.reading.code, quiz=subject.step.step_code), 303)
    chosen = asked(who, subject)
    lang = subject.reading.lang_for(i18n.current())
    known = queries.questions(db.session(), subject.reading, lang)
    found = queries.tally(db.session(), subject, known.names, chosen.whose)
    rows = list(sheet.rows(found.items(), known.labels)) if found.is_enough else []
    answer = Response(sheet.csv(rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    return answer
