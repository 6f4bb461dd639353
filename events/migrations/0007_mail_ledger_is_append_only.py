"""A line in the life of a mail is never changed, but what it says of a person may be blanked (PIPA Art. 21 and 36)."""

from django.db import migrations

TABLE = "events_messageentry"
PERSONAL = "words,old_address,new_address"

CREATE = f"""
CREATE FUNCTION maxforum_let_blank_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.words = '' AND NEW.old_address = '' AND NEW.new_address = ''
        AND to_jsonb(NEW) - '{{{PERSONAL}}}'::text[] = to_jsonb(OLD) - '{{{PERSONAL}}}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0006_mails_keep_a_ledger")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION maxforum_let_blank_only()"),
        migrations.RunSQL(
            f"CREATE TRIGGER {TABLE}_is_append_only BEFORE UPDATE ON {TABLE} "
            "FOR EACH ROW EXECUTE FUNCTION maxforum_let_blank_only();",
            f"DROP TRIGGER {TABLE}_is_append_only ON {TABLE}",
        ),
    ]
