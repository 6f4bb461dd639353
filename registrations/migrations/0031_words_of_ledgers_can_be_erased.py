"""Why something was done is free text and may name the guest: it can be erased with them, and is never changed otherwise."""

from django.db import migrations

GONE = "(파기)"  # as events/forgetting.py
COLUMNS = {
    "registrations_move": "note",
    "registrations_checkin": "reason",
    "registrations_badgeprint": "note",
    "registrations_revokedcode": "note",
    "registrations_walkin": "override_reason",
}

CREATE = f"""
CREATE FUNCTION registrations_let_erase_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) ->> TG_ARGV[0] = '{GONE}' AND to_jsonb(OLD) ->> TG_ARGV[0] <> ''
        AND to_jsonb(NEW) - TG_ARGV[0] = to_jsonb(OLD) - TG_ARGV[0]
        AND EXISTS (
            SELECT FROM registrations_registration WHERE id = NEW.registration_id AND erased_at IS NOT NULL
        )
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
"""


def _trigger(table: str, function: str) -> str:
    return (
        f"DROP TRIGGER {table}_is_append_only ON {table};"
        f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function};"
    )


def _hang(table: str, column: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        _trigger(table, f"registrations_let_erase_words('{column}')"),
        _trigger(table, "maxforum_refuse_change()"),
    )


def _catch_up(table: str, column: str) -> migrations.RunSQL:
    """The words about guests who were erased before."""
    return migrations.RunSQL(
        f"UPDATE {table} SET {column} = '{GONE}' FROM registrations_registration AS guest "
        f"WHERE guest.id = registration_id AND guest.erased_at IS NOT NULL AND {column} <> '';",
        migrations.RunSQL.noop,
    )


class Migration(migrations.Migration):
    dependencies = [("registrations", "0030_desk_loads"), ("events", "0002_refuse_change")]

    operations = [
        migrations.RunSQL(CREATE, "DROP FUNCTION registrations_let_erase_words()"),
        *(_hang(table, column) for table, column in COLUMNS.items()),
        *(_catch_up(table, column) for table, column in COLUMNS.items()),
    ]
