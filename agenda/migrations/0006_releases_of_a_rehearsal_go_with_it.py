"""A release is never changed, and deleted only with a rehearsal, which nobody was told of."""

from django.db import migrations

CREATE = """
DROP TRIGGER release_is_immutable ON agenda_release;
CREATE TRIGGER release_is_immutable BEFORE UPDATE ON agenda_release
    FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();
CREATE TRIGGER release_is_kept BEFORE DELETE ON agenda_release
    FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_deletion('event_id');
"""
DROP = """
DROP TRIGGER release_is_kept ON agenda_release;
DROP TRIGGER release_is_immutable ON agenda_release;
CREATE TRIGGER release_is_immutable BEFORE UPDATE OR DELETE ON agenda_release
    FOR EACH ROW EXECUTE FUNCTION maxforum_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agenda", "0005_change_subject"),
        ("events", "0012_a_rehearsal_never_mails"),
    ]

    operations = [migrations.RunSQL(CREATE, DROP)]
