"""The vector's index is read on every search and written when a page is published.

So it keeps no list of pending entries; and counting the documents that hold a term goes through
it even when the term is in most of them: the planner ignores what unpacking long vectors costs.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations

CREER = """
CREATE FUNCTION search_frequence(langue text, terme tsquery) RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off AS $$
    SELECT count(*) FROM search_indexdocument WHERE locale = langue AND vecteur @@ terme
  $$
"""
SUPPRIMER = "DROP FUNCTION search_frequence(text, tsquery)"


class Migration(migrations.Migration):
    dependencies = [("search", "0002_documents")]

    operations = [
        migrations.RemoveIndex("indexdocument", "search_vecteur"),
        migrations.RemoveIndex("indexdocument", "search_titre"),
        migrations.AddIndex(
            "indexdocument", GinIndex(fields=["vecteur"], name="search_vecteur", fastupdate=False)
        ),
        migrations.AddIndex(
            "indexdocument",
            GinIndex(
                fields=["titre_tri"],
                name="search_titre",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
        ),
        migrations.RunSQL(CREER, SUPPRIMER),
    ]
