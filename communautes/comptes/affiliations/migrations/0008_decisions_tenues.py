"""What the two before have written is held; and each may contest, whoever has done so before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("affiliations", "0007_ce_qui_est_etabli")]

    operations = [
        migrations.RemoveConstraint(
            model_name='affiliation',
            name='affiliation_referent_prouve',
        ),
        migrations.RemoveConstraint(
            model_name='contestation',
            name='contestation_une_seule_ouverte',
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('niveau_etabli', models.F('niveau')), models.Q(('niveau_etabli__gte', 1), ('niveau_etabli__lt', models.F('niveau')), ('preuve', 'caution')), _connector='OR'), name='affiliation_niveau_etabli', violation_error_message='Seule une caution donne plus que ce qui est établi.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('role', 'membre'), ('niveau_etabli__gt', 1), _connector='OR'), name='affiliation_referent_prouve', violation_error_message='Un référent a prouvé qu’il travaille là.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('close_par_decision', False), models.Q(('statut__in', ['demandee', 'active']), _negated=True), _connector='OR'), name='affiliation_decision_close', violation_error_message='Seule une affiliation close l’est par décision.'),
        ),
        migrations.AddConstraint(
            model_name='affiliation',
            constraint=models.CheckConstraint(condition=models.Q(('empreintes', []), models.Q(('statut__in', ['demandee', 'active']), _negated=True), _connector='OR'), name='affiliation_empreintes_closes', violation_error_message='Seule une affiliation close garde une empreinte.'),
        ),
        migrations.AddConstraint(
            model_name='contestation',
            constraint=models.UniqueConstraint(condition=models.Q(('statut', 'ouverte')), fields=('contestee', 'par', 'nature'), name='contestation_une_seule_ouverte', violation_error_message='Vous l’avez déjà fait\xa0: la réponse est attendue.'),
        ),
        migrations.AlterField(
            model_name='contestation',
            name='statut',
            field=models.CharField(choices=[('ouverte', 'ouverte'), ('cedee', 'place cédée'), ('maintenue', 'personne maintenue'), ('transferee', 'rôle transféré'), ('retiree', 'rôle retiré par l’ANCT'), ('caduque', 'sans objet')], default='ouverte', max_length=10, verbose_name='état'),
        ),
    ]
