import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('home', '0018_actualite_reference'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AdresseExterne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('empreinte', models.CharField(max_length=64, unique=True, verbose_name='empreinte')),
                ('url', models.TextField(verbose_name='adresse')),
                ('hote', models.CharField(max_length=255, verbose_name='hôte')),
                ('statut', models.CharField(choices=[('a_verifier', 'Pas encore vérifiée'), ('joignable', 'Joignable'), ('deplacee', 'Déplacée'), ('a_la_main', 'À vérifier à la main'), ('en_echec', 'En échec, à confirmer'), ('morte', 'Introuvable')], default='a_verifier', max_length=10, verbose_name='statut')),
                ('code', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='code de réponse')),
                ('detail', models.CharField(blank=True, max_length=300, verbose_name='détail')),
                ('vers', models.TextField(blank=True, verbose_name='nouvelle adresse')),
                ('echecs', models.PositiveSmallIntegerField(default=0, verbose_name='jours d’échec de suite')),
                ('echec_le', models.DateField(blank=True, null=True, verbose_name='dernier échec le')),
                ('verifiee_le', models.DateTimeField(blank=True, null=True, verbose_name='vérifiée le')),
                ('prochaine_le', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='à vérifier le')),
            ],
            options={
                'verbose_name': 'adresse externe',
                'verbose_name_plural': 'adresses externes',
                'default_permissions': [],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('statut', 'morte'), _negated=True), ('echecs__gte', 3), _connector='OR'), name='home_adresseexterne_morte_confirmee', violation_error_message='Trois jours d’échec avant de dire un lien mort.'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'deplacee'), _negated=True), models.Q(('vers', ''), _negated=True), _connector='OR'), name='home_adresseexterne_deplacee_ou', violation_error_message='Une adresse déplacée dit où.')],
            },
        ),
        migrations.CreateModel(
            name='CitationExterne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objet_pk', models.BigIntegerField(verbose_name='clé')),
                ('champ', models.CharField(max_length=60, verbose_name='champ')),
                ('lieu', models.CharField(blank=True, max_length=200, verbose_name='où')),
                ('chemin', models.CharField(blank=True, max_length=500, verbose_name='chemin')),
                ('adresse', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='home.adresseexterne', verbose_name='adresse')),
                ('type_de_contenu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype', verbose_name='type')),
            ],
            options={
                'verbose_name': 'citation d’une adresse externe',
                'verbose_name_plural': 'citations d’adresses externes',
                'default_permissions': [],
                'indexes': [models.Index(fields=['type_de_contenu', 'objet_pk'], name='home_citation_objet')],
                'constraints': [models.UniqueConstraint(fields=('adresse', 'type_de_contenu', 'objet_pk', 'champ', 'chemin'), name='home_citation_une_fois')],
            },
        ),
        migrations.CreateModel(
            name='Constat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objet_pk', models.BigIntegerField(verbose_name='clé')),
                ('cle', models.CharField(max_length=32, verbose_name='empreinte')),
                ('titre', models.CharField(max_length=255, verbose_name='contenu')),
                ('langue', models.CharField(max_length=10, verbose_name='langue')),
                ('genre', models.CharField(choices=[('lien_rompu', 'Lien qui ne mène nulle part'), ('lien_mort', 'Site externe introuvable'), ('lien_deplace', 'Site externe déplacé'), ('lien_a_verifier', 'Site externe à vérifier à la main'), ('image_sans_texte', 'Image sans texte de remplacement'), ('video_sans_transcription', 'Vidéo sans transcription'), ('fichier_sans_alternative', 'Fichier non accessible'), ('titres', 'Titres en désordre'), ('resume_absent', 'Résumé absent'), ('resume_titre', 'Résumé qui répète le titre'), ('phrases_longues', 'Phrases trop longues'), ('trop_long', 'Plus long que la durée annoncée'), ('doublon_titre', 'Même titre qu’un autre contenu'), ('doublon_texte', 'Même texte qu’un autre contenu'), ('a_revoir', 'Relecture en retard')], max_length=30, verbose_name='problème')),
                ('champ', models.CharField(blank=True, max_length=60, verbose_name='champ')),
                ('lieu', models.CharField(blank=True, max_length=200, verbose_name='où')),
                ('chemin', models.CharField(blank=True, max_length=500, verbose_name='chemin')),
                ('cible', models.CharField(blank=True, max_length=100, verbose_name='cible')),
                ('detail', models.TextField(verbose_name='détail')),
                ('depuis', models.DateTimeField(default=django.utils.timezone.now, verbose_name='depuis')),
                ('ignore_le', models.DateTimeField(blank=True, null=True, verbose_name='ignoré le')),
                ('motif', models.CharField(blank=True, max_length=300, verbose_name='motif')),
                ('ignore_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ignoré par')),
                ('type_de_contenu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype', verbose_name='type')),
            ],
            options={
                'verbose_name': 'constat',
                'verbose_name_plural': 'constats',
                'ordering': ['-depuis', '-pk'],
                'default_permissions': [],
                'indexes': [models.Index(fields=['genre'], name='home_constat_genre'), models.Index(condition=models.Q(('cible', ''), _negated=True), fields=['cible'], name='home_constat_cible')],
                'constraints': [models.UniqueConstraint(fields=('type_de_contenu', 'objet_pk', 'cle'), name='home_constat_une_fois'), models.CheckConstraint(condition=models.Q(models.Q(('ignore_le', None), ('motif', '')), models.Q(('ignore_le__isnull', False), models.Q(('motif', ''), _negated=True)), _connector='OR'), name='home_constat_ignore_dit_pourquoi', violation_error_message='Dites pourquoi vous ignorez ce constat.')],
            },
        ),
        migrations.CreateModel(
            name='Empreinte',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objet_pk', models.BigIntegerField(verbose_name='clé')),
                ('langue', models.CharField(max_length=10, verbose_name='langue')),
                ('titre', models.CharField(max_length=255, verbose_name='titre, sans accents ni ponctuation')),
                ('signature', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None, verbose_name='signature')),
                ('type_de_contenu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype', verbose_name='type')),
            ],
            options={
                'verbose_name': 'empreinte',
                'verbose_name_plural': 'empreintes',
                'default_permissions': [],
                'indexes': [models.Index(fields=['type_de_contenu', 'langue', 'titre'], name='home_empreinte_titre'), django.contrib.postgres.indexes.GinIndex(fields=['signature'], name='home_empreinte_signature')],
                'constraints': [models.UniqueConstraint(fields=('type_de_contenu', 'objet_pk'), name='home_empreinte_une_fois')],
            },
        ),
    ]
