"""What was spoiled or revoked is never changed. It may be deleted, as the other ledgers' rows may."""

from django.db import migrations

TABLES = ["registrations_badgespoil", "registrations_revokedcode"]


def _trigger(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();",
        f"DROP TRIGGER {table}_is_append_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("registrations", "0023_print_jobs"), ("events", "0002_refuse_change")]

    operations = [_trigger(table) for table in TABLES]
