"""`lms serve` and `lms run`, as processes of their own."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lms.config import Config
from lms.demo import sheet
from lms.server import has_demo
from tests.support.installation import Installation
from tests.support.server import LMS, ROOT, environment, free_port, run_lms, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def instance(tmp_path: Path, bare_installation: Path) -> Path:
    """Give a SQLite installation in which nobody is."""
    return Installation(bare_installation).copy_to(tmp_path / "instance").folder


def test_an_answer_does_not_tell_which_server_gave_it(instance: Path) -> None:
    with serving(instance) as server:
        visit = server.visit()
        visit.connection.request("GET", "/en/")
        answer = visit.connection.getresponse()

        assert answer.status == 200
        assert answer.getheader("Server") is None
        assert answer.getheader("Content-Security-Policy")


def test_what_only_those_who_write_need_is_not_loaded_at_the_start() -> None:
    rarely = ("alembic", "markdown", "nh3", "segno")
    asked = f"import sys, lms.server; print(*(name for name in {rarely} if name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True, text=True).stdout == "\n"


def test_stopping_lets_an_answer_in_the_middle_be_finished(instance: Path) -> None:
    people = json.loads(run_lms(instance, "demo", "--json").stdout)["people"]
    with serving(instance) as server:
        answers: list[int] = []
        # Checking a passphrase takes long enough to be in the middle of it.
        crowd = [
            threading.Thread(
                target=lambda: answers.append(server.visit().sign_in(people[0]["handle"], people[0]["password"]))
            )
            for _ in range(3)
        ]
        for one in crowd:
            one.start()
        time.sleep(0.1)
        server.process.send_signal(signal.SIGTERM)
        for one in crowd:
            one.join()

        assert answers == [303] * 3
        assert server.process.wait(15) == 0
    assert not (instance / "lms.db-wal").exists()


def test_headers_and_bodies_without_end_are_refused(instance: Path) -> None:
    with serving(instance) as server:
        assert (
            _status(server.port, b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"y" * 70_000 + b"\r\n\r\n") == 431
        )
        assert (
            _status(server.port, b"POST /en/sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n")
            == 413
        )


def _status(port: int, sent: bytes) -> int:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as one:
        one.sendall(sent)
        return int(one.makefile("rb").readline().split()[1])


def test_a_port_that_is_taken_is_told_in_a_sentence(instance: Path) -> None:
    with serving(instance) as server:
        refused = run_lms(instance, "serve", "--port", server.port)

        assert refused.returncode == 1
        assert "choose another with --port" in refused.stderr
        assert refused.stdout == ""


def test_nothing_is_restored_while_a_server_runs(instance: Path, tmp_path: Path) -> None:
    with serving(instance):
        assert run_lms(instance, "backup", tmp_path / "one.lms").returncode == 0
        assert "stop it" in run_lms(instance, "restore", tmp_path / "one.lms").stderr
    assert run_lms(instance, "restore", tmp_path / "one.lms").returncode == 0


def test_a_demo_is_shown_to_this_machine_only(instance: Path) -> None:
    run_lms(instance, "demo")

    for host in ("0.0.0.0", "::"):
        refused = run_lms(instance, "serve", "--host", host, "--port", free_port())
        assert refused.returncode == 1
        assert "lms demo --remove" in refused.stderr
    run_lms(instance, "demo", "--remove")
    with serving(instance, "--host", "0.0.0.0"):
        pass


def test_run_makes_a_demo_once_and_tells_how_to_sign_in(tmp_path: Path) -> None:
    said = []
    for _time in range(2):
        with serving(tmp_path / "instance", command="run") as server:
            people = sheet.read(tmp_path / "instance")
            assert server.visit().sign_in(people[0].handle, people[0].password) == 303
            server.process.terminate()
            said.append(server.process.communicate(timeout=30)[0])
    assert all(person.password in said[1] for person in people)
    assert said[0].splitlines()[:-1] == said[1].splitlines()[:-1]


def test_run_leaves_a_site_with_people_as_it_is(stocked: Installation) -> None:
    stocked.lms("person", "add", "blue hill", "--role", "admin")
    with serving(stocked.folder, command="run", cwd=ROOT, **stocked.environ):
        pass

    assert not has_demo(stocked.database())


def test_two_processes_at_a_first_start_agree_on_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    code = (
        "from pathlib import Path; from lms.seal import load_keys; import sys; sys.stdin.read(1);"
        f"print(load_keys(Path({str(folder)!r})).master.hex())"
    )
    first = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(6)
    ]
    for one in first:
        assert one.stdin is not None
        one.stdin.write("!")
        one.stdin.flush()

    assert len({one.communicate(timeout=30)[0] for one in first}) == 1
    assert [file.name for file in (folder / "keys").iterdir()] == ["master.key"]


def test_two_first_starts_at_once_both_serve(tmp_path: Path) -> None:
    ports = [free_port(), free_port()]
    both = [
        subprocess.Popen(
            [*LMS, "serve", "--port", str(port)],
            env=environment(tmp_path / "instance"),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for port in ports
    ]
    try:
        for one in both:
            assert one.stdout is not None
            assert "The site is at" in one.stdout.readline()
    finally:
        for one in both:
            one.terminate()
            one.communicate(timeout=30)


def test_the_application_loads_for_another_server(instance: Path) -> None:
    run_lms(instance, "demo")
    code = (
        "from lms.wsgi import app; c = app.test_client();"
        "print(c.get('/healthz').status_code, c.get('/healthz', environ_base={'REMOTE_ADDR': '192.0.2.7'}).status_code)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment(instance), capture_output=True, text=True, check=True
    )

    assert said.stdout.split() == ["200", "403"]


def test_nothing_of_a_visitor_stands_in_the_log(instance: Path) -> None:
    with serving(instance) as server:
        connection = server.visit().connection
        connection.request("GET", "/en/canary-in-path?q=canary-in-query", headers={"User-Agent": "canary-agent"})
        connection.getresponse().read()
        connection.request(
            "POST", "/en/sign-in", "handle=canary-handle", {"Content-Type": "application/x-www-form-urlencoded"}
        )
        connection.getresponse().read()
    logged = b"".join(file.read_bytes() for file in instance.rglob("*") if file.is_file())

    assert b"canary" not in logged
    assert (instance / "logs").stat().st_mode & 0o077 == 0


def test_settings_reach_the_server(instance: Path) -> None:
    assert Config.read({"LMS_INSTANCE": str(instance)}).threads == 64
    refused = run_lms(instance, "serve", LMS_THREADS="0")
    assert (refused.returncode, refused.stdout) == (1, "")
