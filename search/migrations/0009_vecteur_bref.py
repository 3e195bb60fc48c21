"""What ranks common words without reading whole texts (moteurs/rang.py): the title, summary and
tags of a document beside its line, and the documents of a word in one call.

`search_trouves` takes the place of `search_frequence`: how many is the length of which ones.
"""

import django.contrib.postgres.search
from django.db import migrations, models

TROUVER = """
CREATE FUNCTION search_trouves(text, tsquery) RETURNS bigint[]
  LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off AS $$
    SELECT coalesce(array_agg(id), '{}')
    FROM search_indexdocument WHERE locale = $1 AND vecteur @@ $2
  $$
"""
COMPTER = """
CREATE FUNCTION search_frequence(text, tsquery) RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off AS $$
    SELECT count(*) FROM search_indexdocument WHERE locale = $1 AND vecteur @@ $2
  $$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0008_recents_et_repris")]

    operations = [
        migrations.AddField(
            model_name="indexdocument",
            name="vecteur_bref",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.F("vecteur"), template="ts_filter(%(expressions)s, '{a,b}')"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
                verbose_name="titre, résumé et étiquettes",
            ),
        ),
        # Never apart from its line: reading it is then as cheap as the line is.
        migrations.RunSQL(
            "ALTER TABLE search_indexdocument ALTER COLUMN vecteur_bref SET STORAGE MAIN",
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(TROUVER, "DROP FUNCTION search_trouves(text, tsquery)"),
        migrations.RunSQL("DROP FUNCTION search_frequence(text, tsquery)", COMPTER),
    ]
