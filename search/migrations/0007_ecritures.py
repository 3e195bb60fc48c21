"""What is written in the index moves its version, whoever writes it and whenever it is committed:
what a process keeps of it in memory (moteurs/trames.py) is right as long as the version is.

One row for each statement: writers never wait for each other, as they would for one counter.
The vector alone moves nothing: facets do not read it.
"""

from django.db import migrations

LUES = (
    "locale, nature, sous_nature, themes, etiquettes, niveaux, publics, strates, territoires, "
    "couts, durees, annees, acces, ouvre_le, expire_le"
)
CREER = f"""
CREATE TABLE search_ecriture (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO search_ecriture DEFAULT VALUES;
CREATE FUNCTION search_noter_l_ecriture() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE derniere bigint;
BEGIN
  INSERT INTO search_ecriture DEFAULT VALUES RETURNING id INTO derniere;
  DELETE FROM search_ecriture WHERE id IN (
    SELECT id FROM search_ecriture WHERE id < derniere - 1000 FOR UPDATE SKIP LOCKED
  );
  RETURN NULL;
END $$;
CREATE TRIGGER search_ecriture
  AFTER INSERT OR DELETE OR UPDATE OF {LUES} ON search_indexdocument
  FOR EACH STATEMENT EXECUTE FUNCTION search_noter_l_ecriture();
CREATE TRIGGER search_videe AFTER TRUNCATE ON search_indexdocument
  FOR EACH STATEMENT EXECUTE FUNCTION search_noter_l_ecriture();
"""
SUPPRIMER = """
DROP TRIGGER search_videe ON search_indexdocument;
DROP TRIGGER search_ecriture ON search_indexdocument;
DROP FUNCTION search_noter_l_ecriture();
DROP TABLE search_ecriture;
"""


class Migration(migrations.Migration):
    dependencies = [("search", "0006_couts_durees_reprises")]

    operations = [migrations.RunSQL(CREER, SUPPRIMER)]
