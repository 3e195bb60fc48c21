"""Who is forgotten is told nothing more, by a transition that had read them before.

A notification of theirs is skipped, not refused: others are told in the same statement. What they
would choose is refused, as all that ties them to anything (donnees/0001_jamais_defait).
"""

from django.db import migrations

SAUTEE = """
CREATE FUNCTION notifications_sans_oubliee() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oubliee timestamptz;
BEGIN
    -- Waits for an anonymisation that is under way, then reads what it wrote.
    SELECT anonymisee_le INTO oubliee FROM comptes_user WHERE id = NEW.personne_id FOR KEY SHARE;
    IF oubliee IS NOT NULL THEN
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER notifications_notification_anonyme BEFORE INSERT ON notifications_notification
    FOR EACH ROW EXECUTE FUNCTION notifications_sans_oubliee();
"""
LEVEE = """
DROP TRIGGER notifications_notification_anonyme ON notifications_notification;
DROP FUNCTION notifications_sans_oubliee();
"""


def _lien(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_anonyme BEFORE INSERT ON {table} FOR EACH ROW "
        "EXECUTE FUNCTION comptes_anonyme_sans_lien('personne_id')",
        f"DROP TRIGGER {table}_anonyme ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0005_notifications"),
        ("donnees", "0001_jamais_defait"),
    ]

    operations = [
        migrations.RunSQL(SAUTEE, LEVEE),
        _lien("notifications_preference"),
        _lien("notifications_sourdine"),
    ]
