"""The ledgers of the desk and of the guests' states are deleted with a rehearsal, and with nothing else."""

from django.db import migrations

# By which column a row leads to its event.
TABLES = {
    "registrations_checkin": "event_id",
    "registrations_deskload": "event_id",
    "registrations_move": "registration_id",
    "registrations_badgeprint": "registration_id",
    "registrations_revokedcode": "registration_id",
    "registrations_walkin": "registration_id",
}


def _trigger(table: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_deletion('{column}');",
        f"DROP TRIGGER {table}_is_kept ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("registrations", "0032_desk_holdings"),
        ("events", "0012_a_rehearsal_never_mails"),
    ]

    operations = [_trigger(table, column) for table, column in TABLES.items()]
