"""What was done to a mailing is never changed; a draft that was never submitted may be thrown away with its steps."""

from django.db import migrations

TABLE = "events_mailingstep"


class Migration(migrations.Migration):
    dependencies = [("events", "0008_mailings")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();",
            f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}",
        )
    ]
