"""An answer is never changed, only followed by another. It may be deleted, as the other ledgers' rows may."""

from django.db import migrations

TABLE = "registrations_answer"


class Migration(migrations.Migration):
    dependencies = [("registrations", "0007_questions"), ("events", "0002_refuse_change")]

    operations = [
        migrations.RunSQL(
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();",
            f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}",
        )
    ]
