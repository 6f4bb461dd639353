"""No mail and no text message of a rehearsal is ever queued, by whichever way it comes: it is withheld instead.

It is a trigger, as mails are written one by one, by COPY and by UPDATE, and none of these ways may be forgotten; and it
costs a registration no query of its own. The row stays, since ledgers point at it, and says what would have gone out.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION maxforum_withhold_mails_of_rehearsals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM events_event WHERE id = NEW.event_id AND rehearsal_of_id IS NOT NULL) THEN
        NEW.state := 'withheld';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER events_message_withheld_in_a_rehearsal BEFORE INSERT OR UPDATE ON events_message
    FOR EACH ROW WHEN (NEW.event_id IS NOT NULL AND NEW.state IN ('queued', 'sending'))
    EXECUTE FUNCTION maxforum_withhold_mails_of_rehearsals();
"""
DROP = """
DROP TRIGGER events_message_withheld_in_a_rehearsal ON events_message;
DROP FUNCTION maxforum_withhold_mails_of_rehearsals();
"""

# For ledgers that nothing may delete but the end of a rehearsal. The argument leads from a row to its event: the name of
# the column that holds it, or "registration_id", which the floor of the guests knows the way from.
KEEP = """
CREATE FUNCTION maxforum_refuse_deletion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_event bigint;
BEGIN
    IF TG_ARGV[0] = 'event_id' THEN
        of_event := OLD.event_id;
    ELSE
        SELECT event_id INTO of_event FROM registrations_registration WHERE id = OLD.registration_id;
    END IF;
    IF NOT EXISTS (SELECT FROM events_event WHERE id = of_event AND rehearsal_of_id IS NOT NULL) THEN
        RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0011_rehearsals")]

    operations = [
        migrations.RunSQL(CREATE, DROP),
        migrations.RunSQL(KEEP, "DROP FUNCTION maxforum_refuse_deletion()"),
    ]
