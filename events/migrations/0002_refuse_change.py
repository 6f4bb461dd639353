"""A trigger function for rows that must never change; the floors above hang it on their ledgers."""

from django.db import migrations

CREATE = """
CREATE FUNCTION maxforum_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION maxforum_refuse_change()")]
