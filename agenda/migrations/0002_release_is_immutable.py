"""A release is never changed and never deleted, whoever asks."""

from django.db import migrations

CREATE = """
CREATE TRIGGER release_is_immutable BEFORE UPDATE OR DELETE ON agenda_release
FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_initial"), ("events", "0002_refuse_change")]

    operations = [migrations.RunSQL(CREATE, "DROP TRIGGER release_is_immutable ON agenda_release")]
