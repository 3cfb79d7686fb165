"""`lms audit check`."""

from sqlalchemy import text

from tests.support.installation import Installation


def test_a_whole_chain_is_told_with_its_head(installation: Installation) -> None:
    installation.lms("programme", "add", "River", "--tz", "Asia/Yangon")

    found = installation.lms_json("audit", "check")

    assert found["entries"] == 1
    assert len(found["head"]) == 64


def test_a_changed_entry_is_found(installation: Installation) -> None:
    for name in ("River", "Hill", "Lake"):
        installation.lms("programme", "add", name, "--tz", "Asia/Yangon")
    database = installation.database()
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_entry_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE audit_entry SET action = 'nothing' WHERE id = 2"))

    assert "entry 2 of the audit" in installation.lms("audit", "check", expect=1).stderr
