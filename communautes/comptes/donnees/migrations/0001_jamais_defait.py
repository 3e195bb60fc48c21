"""What was forgotten stays forgotten: no stale tab brings a person back, nor ties them to anything.

A request that began before reads the account as it was; the database refuses what it writes after.
"""

from django.db import migrations

LIENS = {  # table → its key of a person
    "comptes_user_groups": "user_id",
    "comptes_user_user_permissions": "user_id",
    "comptes_presence": "personne_id",
    "affiliations_affiliation": "personne_id",
    "account_emailaddress": "user_id",
    "socialaccount_socialaccount": "user_id",
    "mfa_authenticator": "user_id",
}
FONCTIONS = """
CREATE FUNCTION comptes_anonyme_fixe() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Ce compte est anonymisé : il ne change plus.'
        USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER comptes_user_anonyme_fixe BEFORE UPDATE ON comptes_user
    FOR EACH ROW
    WHEN (OLD.anonymisee_le IS NOT NULL AND OLD IS DISTINCT FROM NEW)
    EXECUTE FUNCTION comptes_anonyme_fixe();
CREATE FUNCTION comptes_anonyme_sans_lien() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    oubliee timestamptz;
BEGIN
    -- Waits for an anonymisation that is under way, then reads what it wrote.
    SELECT anonymisee_le INTO oubliee FROM comptes_user
        WHERE id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint FOR KEY SHARE;
    IF oubliee IS NOT NULL THEN
        RAISE EXCEPTION 'Ce compte est anonymisé : rien ne s''y attache plus (%).', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
LEVEE = """
DROP FUNCTION comptes_anonyme_sans_lien();
DROP TRIGGER comptes_user_anonyme_fixe ON comptes_user;
DROP FUNCTION comptes_anonyme_fixe();
"""


def _lien(table: str, cle: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_anonyme BEFORE INSERT ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION comptes_anonyme_sans_lien('{cle}')",
        f"DROP TRIGGER {table}_anonyme ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("comptes", "0008_activite_connue"),
        ("affiliations", "0002_droits"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        migrations.RunSQL(FONCTIONS, LEVEE),
        *(_lien(table, cle) for table, cle in LIENS.items()),
    ]
