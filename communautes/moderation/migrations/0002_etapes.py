"""The database knows what may follow what: reçu → instruit → décidé → contesté → confirmé or levé."""

from django.db import migrations

ETAPES = """
CREATE FUNCTION moderation_dossier_etape() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.etat, NEW.etat) IN (
        ('recu', 'instruit'), ('recu', 'decide'), ('instruit', 'decide'),
        ('decide', 'conteste'), ('conteste', 'confirme'), ('conteste', 'leve')
    ) THEN
        RAISE EXCEPTION 'Un dossier % ne devient pas %.', OLD.etat, NEW.etat
            USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_etape';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER moderation_dossier_etape BEFORE UPDATE OF etat ON moderation_dossier
    FOR EACH ROW WHEN (OLD.etat IS DISTINCT FROM NEW.etat)
    EXECUTE FUNCTION moderation_dossier_etape();
"""
LEVEE = """
DROP TRIGGER moderation_dossier_etape ON moderation_dossier;
DROP FUNCTION moderation_dossier_etape();
"""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_dossiers")]

    operations = [migrations.RunSQL(ETAPES, LEVEE)]
