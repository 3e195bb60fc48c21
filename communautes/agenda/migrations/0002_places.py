"""No more people than seats, whoever writes: the meeting is locked, then its seats are counted."""

from django.db import migrations

CREER = """
CREATE FUNCTION agenda_verifier_les_places() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    cle bigint;
    places integer;
    prises integer;
BEGIN
    IF TG_TABLE_NAME = 'agenda_rencontre' THEN
        cle := NEW.id;
    ELSE
        cle := NEW.rencontre_id;
    END IF;
    SELECT capacite INTO places FROM agenda_rencontre WHERE id = cle FOR UPDATE;
    IF places IS NOT NULL THEN
        SELECT count(*) INTO prises FROM agenda_participation
        WHERE rencontre_id = cle AND statut = 'inscrite';
        IF prises > places THEN
            RAISE EXCEPTION 'Plus de places dans cette rencontre.'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'participation_places';
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER participation_places AFTER INSERT OR UPDATE OF statut, rencontre_id
    ON agenda_participation FOR EACH ROW WHEN (NEW.statut = 'inscrite')
    EXECUTE FUNCTION agenda_verifier_les_places();
CREATE TRIGGER rencontre_places AFTER UPDATE OF capacite
    ON agenda_rencontre FOR EACH ROW EXECUTE FUNCTION agenda_verifier_les_places();
"""
RETIRER = """
DROP TRIGGER rencontre_places ON agenda_rencontre;
DROP TRIGGER participation_places ON agenda_participation;
DROP FUNCTION agenda_verifier_les_places();
"""


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_rencontres")]

    operations = [migrations.RunSQL(CREER, RETIRER)]
