"""Ledger rows are never changed. They may be deleted: destruction at the end of retention is a duty (PIPA Art. 21)."""

from django.db import migrations

TABLES = ["registrations_move", "registrations_consent", "registrations_checkin", "registrations_badgeprint"]


def _trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();",
        f"DROP TRIGGER {table}_is_append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("registrations", "0001_initial"), ("events", "0002_refuse_change")]

    operations = [_trigger(table) for table in TABLES]
