"""The addresses of machines, apart; and what the log of sign-ins keeps for a year, whoever asks."""

import django.db.models.deletion
from django.db import migrations, models

# 365 days: EvenementDeConnexion.CONSERVATION. What is older is purged (purger_connexions).
GARDER = """
CREATE FUNCTION comptes_evenement_garde() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' OR OLD.date > now() - interval '365 days' THEN
        RAISE EXCEPTION 'comptes_evenementdeconnexion: une ligne se garde un an (%)', TG_OP
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER comptes_evenement_garde BEFORE DELETE ON comptes_evenementdeconnexion
    FOR EACH ROW EXECUTE FUNCTION comptes_evenement_garde();
CREATE TRIGGER comptes_evenement_plein BEFORE TRUNCATE ON comptes_evenementdeconnexion
    FOR EACH STATEMENT EXECUTE FUNCTION comptes_evenement_garde();
CREATE FUNCTION comptes_machine_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'comptes_adressedemachine: une ligne ne se modifie pas'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER comptes_machine_figee BEFORE UPDATE ON comptes_adressedemachine
    FOR EACH ROW EXECUTE FUNCTION comptes_machine_figee();
"""
LAISSER = """
DROP TRIGGER comptes_machine_figee ON comptes_adressedemachine;
DROP FUNCTION comptes_machine_figee();
DROP TRIGGER comptes_evenement_plein ON comptes_evenementdeconnexion;
DROP TRIGGER comptes_evenement_garde ON comptes_evenementdeconnexion;
DROP FUNCTION comptes_evenement_garde();
"""


class Migration(migrations.Migration):
    dependencies = [("comptes", "0009_fusionne_dans")]

    operations = [
        migrations.CreateModel(
            name='AdresseDeMachine',
            fields=[
                ('evenement', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='machine', serialize=False, to='comptes.evenementdeconnexion', verbose_name='événement')),
                ('adresse', models.CharField(max_length=50, verbose_name='adresse de la machine')),
            ],
            options={
                'verbose_name': 'adresse de machine',
                'verbose_name_plural': 'adresses de machines',
                'default_permissions': [],
            },
        ),
        migrations.AddIndex(
            model_name='evenementdeconnexion',
            index=models.Index(fields=['personne', '-date'], name='evenement_de_qui'),
        ),
        migrations.RunSQL(GARDER, LAISSER),
    ]
