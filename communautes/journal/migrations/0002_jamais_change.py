"""The database refuses to change, erase or empty what the journal has."""

from django.db import migrations

REFUS = """
CREATE FUNCTION journal_entree_refuser() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Le journal ne se modifie ni ne s''efface (%).', TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_entree_fixe BEFORE UPDATE OR DELETE ON journal_entree
    FOR EACH ROW EXECUTE FUNCTION journal_entree_refuser();
CREATE TRIGGER journal_entree_pleine BEFORE TRUNCATE ON journal_entree
    FOR EACH STATEMENT EXECUTE FUNCTION journal_entree_refuser();
"""
LEVEE = """
DROP TRIGGER journal_entree_pleine ON journal_entree;
DROP TRIGGER journal_entree_fixe ON journal_entree;
DROP FUNCTION journal_entree_refuser();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_entree")]

    operations = [migrations.RunSQL(REFUS, LEVEE)]
