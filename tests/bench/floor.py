"""The floor: the least that a page of a learning site can do, and be honest. What every ratio is taken against.

A signed cookie is read, one question is put to the database, a template is filled and its bytes are compressed; an
answer is one row, on the disk before the reply. No roles, no languages, no protection against other sites, no audit.
The server, its lanes of threads and SQLite's settings are ours.

    python -m tests.bench.floor FOLDER PORT [LEARNERS]
"""

import json
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import brotli
from flask import Flask, Response, abort, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from jinja2 import DictLoader
from sqlalchemy import Engine, ForeignKey, Index, and_, create_engine, event, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from werkzeug.security import check_password_hash, generate_password_hash

from lms import listening, server, turns
from lms.db import PRAGMAS
from lms.lanes import Lanes
from tests.bench import words

THREADS = 64
LESSONS = 12
LEARNERS = 1000
PASSWORD = "six words that open the floor"
PACKED, WINDOW = 5, 18
"""Brotli's quality and window for pages that are made anew each time; ours are the same."""


class Base(DeclarativeBase):
    """The tables of the floor."""


class Person(Base):
    """Somebody who learns."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str]


class Lesson(Base):
    """A page to read."""

    __tablename__ = "lesson"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    body: Mapped[str]


class Done(Base):
    """Who has read what."""

    __tablename__ = "done"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"), primary_key=True)
    at: Mapped[int]


class Attempt(Base):
    """A quiz that was handed in."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    chosen: Mapped[str]
    points: Mapped[int]
    at: Mapped[int]


FRAME = """<!doctype html><html lang="my"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{{ title }}</title><link rel="stylesheet" href="/look.css"><header><a href="/">သင်တန်းများ</a>
<a href="/out">ထွက်ရန်</a></header><main><h1>{{ title }}</h1>%s</main></html>"""
TEMPLATES = {
    "lesson": FRAME % '<article>{{ body|safe }}</article><nav><a href="/lesson/{{ next }}">ရှေ့သို့</a></nav>',
    "course": FRAME
    % (
        '<ol>{% for lesson, at in lessons %}<li><a href="/lesson/{{ lesson.id }}">{{ lesson.title }}</a>'
        "{% if at %} ✓{% endif %}</li>{% endfor %}</ol>"
    ),
    "result": FRAME % "<p>{{ points }} / 10</p>",
}


def make_app(folder: Path) -> Flask:
    """Return the application, over the database in `folder`."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader(TEMPLATES)
    app.secret_key = "the floor has no secrets"
    engine = engine_of(folder)
    right = [0] * len(words.questions())

    @app.after_request
    def pack(answer: Response) -> Response:
        if answer.mimetype == "text/html" and "br" in request.headers.get("Accept-Encoding", ""):
            answer.set_data(brotli.compress(answer.get_data(), quality=PACKED, lgwin=WINDOW))
            answer.headers["Content-Encoding"] = "br"
        answer.headers["Vary"] = "Accept-Encoding, Cookie"
        return answer

    @app.post("/in")
    def sign_in() -> ResponseReturnValue:
        with Session(engine) as asked:
            person = asked.scalar(select(Person).where(Person.name == request.form["name"]))
        if person is None or not check_password_hash(person.password, request.form["password"]):
            abort(403)
        session["person"] = person.id
        return redirect("/course", 303)

    @app.get("/lesson/<int:number>")
    def lesson(number: int) -> str:
        _who()
        with Session(engine) as asked:
            found = asked.get(Lesson, number) or abort(404)
        return render_template("lesson", title=found.title, body=found.body, next=number + 1)

    @app.get("/course")
    def course() -> str:
        mine = and_(Done.lesson_id == Lesson.id, Done.person_id == _who())
        with Session(engine) as asked:
            lessons = asked.execute(select(Lesson, Done.at).outerjoin(Done, mine).order_by(Lesson.id)).all()
        return render_template("course", title="သင်တန်း", lessons=lessons)

    @app.post("/quiz")
    def quiz() -> str:
        who = _who()
        chosen = [request.form.get(f"q{number}", "") for number in range(len(right))]
        points = sum(one == str(other) for one, other in zip(chosen, right, strict=True))
        with Session(engine) as writing:
            writing.add(Attempt(person_id=who, chosen=json.dumps(chosen), points=points, at=int(time.time())))
            writing.commit()
        return render_template("result", title="ရမှတ်", points=points)

    return app


def _who() -> int:
    who = session.get("person")
    return int(who) if who else abort(403)


def cookie(app: Flask, person: int) -> str:
    """Return the signed cookie of somebody who is in."""
    signer: Any = app.session_interface
    return f"session={signer.get_signing_serializer(app).dumps({'person': person})}"


def engine_of(folder: Path) -> Engine:
    """Return the way to the floor's database, with our settings of SQLite."""
    engine = create_engine(f"sqlite:///{folder}/floor.db")

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")

    return engine


def fill(folder: Path, learners: int) -> None:
    """Make the database: twelve lessons, so many people, and what each has done."""
    engine = engine_of(folder)
    Base.metadata.create_all(engine)
    hashed = generate_password_hash(PASSWORD)
    body = words.html()
    with engine.begin() as writing:
        writing.execute(
            insert(Lesson), [{"id": one, "title": f"သင်ခန်းစာ {one}", "body": body} for one in range(1, LESSONS + 1)]
        )
        people = range(1, learners + 1)
        writing.execute(insert(Person), [{"id": one, "name": f"p {one}", "password": hashed} for one in people])
        for lesson in range(1, LESSONS + 1):
            did = [{"person_id": one, "lesson_id": lesson, "at": 0} for one in people if (one * 7 + lesson) % 10 < 6]
            writing.execute(insert(Done), did)
    engine.dispose()


def main() -> None:
    """Fill a folder, then serve it until told to stop."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    if not (folder / "floor.db").exists():
        fill(folder, int(sys.argv[3]) if len(sys.argv) > 3 else LEARNERS)
    work = Lanes(frozenset({"/in"}), hashes_at_once=turns.AT_ONCE, at_once=server.AT_ONCE, most=THREADS)
    listening.answer(
        make_app(folder), work, host="127.0.0.1", port=port, beside=nullcontext(), ready=lambda _address: None
    )


if __name__ == "__main__":
    main()
