"""An account that was taken in by another says by which, and stays closed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comptes", "0008_activite_connue")]

    operations = [
        migrations.AddField(
            model_name='user',
            name='fusionne_dans',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comptes_absorbes', to=settings.AUTH_USER_MODEL, verbose_name='réuni avec'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('fusionne_dans', models.F('pk')), _negated=True), name='comptes_user_pas_dans_soi', violation_error_message='Un compte ne se réunit pas à lui-même.'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('fusionne_dans', None), ('is_active', False), _connector='OR'), name='comptes_user_absorbe_ferme', violation_error_message='Ce compte a été réuni avec un autre\xa0: il reste fermé.'),
        ),
    ]
