"""What the audit's short names of actions and kinds are called on a page."""

from flask_babel import lazy_gettext as _l

ACTIONS: dict[str, object] = {
    "programme.add": _l("Began a programme"),
    "programme.change": _l("Changed a programme"),
    "cohort.make": _l("Began a group"),
    "cohort.change": _l("Changed a group"),
    "cohort.code": _l("Changed a join code"),
    "cohort.courses": _l("Changed the courses of a group"),
    "board.take": _l("Took the board of a group away as a file"),
    "override.add": _l("Gave other dates or time for a quiz"),
    "override.change": _l("Changed other dates or time for a quiz"),
    "override.remove": _l("Took other dates or time for a quiz back"),
    "course.load": _l("Loaded a course"),
    "course.translate": _l("Took over translated texts of a course"),
    "question.write": _l("Wrote or changed a question"),
    "question.remove": _l("Took a question out of a bank"),
    "course.back": _l("Took a revision of a course back"),
    "questions.import": _l("Took questions over from a file"),
    "quiz.mark-again": _l("Marked a quiz again"),
    "learners.add": _l("Added learners to a group"),
    "place.give": _l("Gave a place that was asked for"),
    "place.decline": _l("Declined a place that was asked for"),
    "place.remove": _l("Removed a learner from a group"),
    "place.return": _l("Brought a learner back"),
    "person.make": _l("Made an account"),
    "person.reset": _l("Made a new sign-in card"),
    "person.lock": _l("Locked an account"),
    "person.unlock": _l("Unlocked an account"),
    "person.second-step": _l("Turned off a second step"),
    "person.erase": _l("Erased a person"),
    "grant.give.trainer": _l("Gave the trainer role"),
    "grant.give.staff": _l("Gave the staff role"),
    "grant.give.admin": _l("Gave the administrator role"),
    "grant.end.trainer": _l("Ended the trainer role"),
    "grant.end.staff": _l("Ended the staff role"),
    "grant.end.admin": _l("Ended the administrator role"),
    "setting.change": _l("Changed a setting"),
    "backup.make": _l("Made a backup"),
    "backup.restore": _l("Brought a backup back"),
    "demo.make": _l("Made demo people"),
    "demo.remove": _l("Removed the demo people"),
}

KINDS: dict[str, object] = {
    "account": _l("A person"),
    "cohort": _l("A group"),
    "course": _l("A course"),
    "override": _l("Other dates or time for a quiz"),
    "place": _l("A place in a group"),
    "programme": _l("A programme"),
    "setting": _l("A setting"),
    "site": _l("The site"),
}

ROLES: dict[str, object] = {
    "trainer": _l("Trainer"),
    "staff": _l("Programme staff"),
    "admin": _l("Administrator"),
    "command": _l("Somebody at the server"),
}
