"""Text search configurations: stop words first (they carry accents), then unaccent, then stemmer.

`tec_fr` is also what Wagtail's own backend uses, so it must exist before anything is saved.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

CREER = """
CREATE TEXT SEARCH DICTIONARY {nom}_vides (TEMPLATE = simple, STOPWORDS = {langue}, ACCEPT = false);
CREATE TEXT SEARCH DICTIONARY {nom}_racines (TEMPLATE = snowball, LANGUAGE = {langue});
CREATE TEXT SEARCH CONFIGURATION {nom} (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION {nom}
  ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword,
    numhword, hword_numpart
  WITH {nom}_vides, unaccent, {nom}_racines;
"""
SUPPRIMER = """
DROP TEXT SEARCH CONFIGURATION IF EXISTS {nom};
DROP TEXT SEARCH DICTIONARY IF EXISTS {nom}_racines;
DROP TEXT SEARCH DICTIONARY IF EXISTS {nom}_vides;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("wagtailcore", "0001_initial")]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        *(
            migrations.RunSQL(
                CREER.format(nom=nom, langue=langue), SUPPRIMER.format(nom=nom, langue=langue)
            )
            for nom, langue in (("tec_fr", "french"), ("tec_en", "english"))
        ),
    ]
