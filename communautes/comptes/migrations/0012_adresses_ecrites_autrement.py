"""One written form for each address: lower case, ASCII, the domain as mail servers know it.

An account whose address has none is closed: nobody can tell whose it is. Its name and its acts stay.
"""

from django.db import migrations

CANONIQUE = r"^[!-@\[-~]+$"


def ecrire_autrement(apps, schema_editor):
    User = apps.get_model("comptes", "User")
    apps.get_model("comptes", "DemandeDeConnexion").objects.exclude(email__regex=CANONIQUE).delete()
    for personne in User.objects.exclude(email__regex=CANONIQUE):
        forme = _forme(personne.email)
        if not forme or User.objects.filter(email=forme).exists():
            forme, personne.is_active = f"compte-{personne.pk}@adresse-refusee.invalid", False
        personne.email = forme
        personne.save(update_fields=["email", "is_active"])


def _forme(adresse: str) -> str:
    nom, _arobase, domaine = adresse.rpartition("@")
    petit = domaine.lower()
    if not nom.isascii() or [s.isascii() for s in domaine] != [s.isascii() for s in petit]:
        return ""
    try:
        forme = petit.encode("idna")
        return f"{nom.lower()}@{forme.decode()}" if forme.decode("idna") == petit else ""
    except UnicodeError:
        return ""


class Migration(migrations.Migration):
    dependencies = [("comptes", "0011_droits_evenements")]

    operations = [
        migrations.RunPython(ecrire_autrement, migrations.RunPython.noop),
    ]
