import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        ("home", "0015_licences_choisies"),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AddField(
            model_name='sitedocument',
            name='alternative_document',
            field=models.ForeignKey(blank=True, help_text='Le lecteur le trouve sous le lien\xa0: par exemple le même texte en ODT.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.sitedocument', verbose_name='le même contenu dans un fichier accessible'),
        ),
        migrations.AddField(
            model_name='sitedocument',
            name='alternative_page',
            field=models.ForeignKey(blank=True, help_text='Le lecteur la trouve sous le lien, tant qu’elle est publiée.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='le même contenu dans une page'),
        ),
        migrations.AddField(
            model_name='sitedocument',
            name='alternative_texte',
            field=models.TextField(blank=True, help_text='Si le fichier n’est pas accessible\xa0: ce qu’il dit, en quelques phrases, lu sous le lien. Trop long\xa0? Choisissez plutôt une page ou un autre fichier.', max_length=2000, verbose_name='le même contenu en texte'),
        ),
        migrations.AddField(
            model_name='sitedocument',
            name='anciens_noms',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), default=list, editable=False, size=None, verbose_name='anciens noms'),
        ),
        migrations.AlterField(
            model_name='sitedocument',
            name='file',
            field=models.FileField(upload_to='documents', verbose_name='fichier'),
        ),
        migrations.AlterField(
            model_name='sitedocument',
            name='langue',
            field=models.CharField(choices=[('fr', 'Français'), ('en', 'Anglais'), ('xx', 'Autre langue')], default='fr', help_text='Dite au lecteur quand ce n’est pas le français.', max_length=2, verbose_name='langue'),
        ),
        migrations.AddConstraint(
            model_name='sitedocument',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('alternative_document', None), ('alternative_page', None)), models.Q(('alternative_document', None), ('alternative_texte', '')), models.Q(('alternative_page', None), ('alternative_texte', '')), _connector='OR'), name='home_sitedocument_une_alternative', violation_error_message='Dites le même contenu d’une seule façon\xa0: un texte, une page ou un fichier.'),
        ),
        migrations.AddConstraint(
            model_name='sitedocument',
            constraint=models.CheckConstraint(condition=models.Q(('alternative_document', None), models.Q(('alternative_document', models.F('pk')), _negated=True), _connector='OR'), name='home_sitedocument_alternative_autre', violation_error_message='Un fichier ne se remplace pas lui-même.'),
        ),
        migrations.AlterField(
            model_name='sitedocument',
            name='accessible',
            field=models.BooleanField(default=False, help_text='Titres, ordre de lecture et textes de remplacement vérifiés\xa0; c’est dit au lecteur.', verbose_name='fichier accessible'),
        ),
    ]
