"""`search_frequence` counted every language: in its query `langue` is the column of that name.

A column hides a parameter; parameters are now called by their rank.
"""

from django.db import migrations

CREER = """
DROP FUNCTION search_frequence(text, tsquery);
CREATE FUNCTION search_frequence(text, tsquery) RETURNS bigint
  LANGUAGE sql STABLE PARALLEL SAFE SET enable_seqscan = off AS $$
    SELECT count(*) FROM search_indexdocument WHERE locale = $1 AND vecteur @@ $2
  $$
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0003_index_sans_attente")]

    operations = [migrations.RunSQL(CREER, migrations.RunSQL.noop)]
