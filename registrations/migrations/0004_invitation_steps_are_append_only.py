"""What happened to an invitation is never changed; destruction at the end of retention may delete it."""

from django.db import migrations

TABLE = "registrations_invitationstep"


class Migration(migrations.Migration):
    dependencies = [("registrations", "0003_invitations"), ("events", "0002_refuse_change")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();",
            f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}",
        )
    ]
