"""The beginnings of words that Wagtail's choosers look for, without accents: a configuration as
Wagtail's own (`simple`: no stem, no stop word) after unaccent, and what is indexed already.
"""

from django.db import migrations

CREER = """
CREATE TEXT SEARCH CONFIGURATION tec_debuts (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION tec_debuts
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword,
    numhword, hword_numpart
  WITH unaccent, simple;
"""
SUPPRIMER = "DROP TEXT SEARCH CONFIGURATION IF EXISTS tec_debuts;"
# Word by word: a vector has no function that rewrites its words.
REECRIRE = """
UPDATE wagtailsearch_indexentry SET autocomplete = (
  SELECT string_agg(
    '''' || replace(replace(unaccent(mot.lexeme), '\\', '\\\\'), '''', '''''') || ''''
      || coalesce(':' || (
        SELECT string_agg(place::text || poids, ',')
        FROM unnest(mot.positions, mot.weights) AS lieu(place, poids)
      ), ''),
    ' '
  )::tsvector
  FROM unnest(autocomplete) AS mot
)
WHERE autocomplete::text ~ '[^ -~]';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0004_frequence_par_langue"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]
    operations = [
        migrations.RunSQL(CREER, SUPPRIMER),
        migrations.RunSQL(REECRIRE, migrations.RunSQL.noop),
    ]
