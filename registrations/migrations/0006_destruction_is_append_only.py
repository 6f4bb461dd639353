"""What was destroyed stays on record: a row of the ledger is neither changed nor deleted."""

from django.db import migrations

TABLE = "registrations_destruction"


class Migration(migrations.Migration):
    dependencies = [("registrations", "0005_guests_pages"), ("events", "0002_refuse_change")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();",
            f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}",
        )
    ]
