"""Since when each message says what it says where it is; of what is there already, since now:
nobody knows better, and too late opens nothing.
"""

import django.utils.timezone
from django.db import migrations, models


def champ() -> models.Field:
    return models.DateTimeField(
        "dit ici depuis",
        default=django.utils.timezone.now,
        editable=False,
        help_text="Ses mots, ses fichiers ou son lieu n’ont pas changé depuis.",
    )


class Migration(migrations.Migration):
    dependencies = [("discussions", "0003_confiee_d_office")]

    operations = [
        migrations.AddField("discussion", "dit_ici_le", champ()),
        migrations.AddField("reponse", "dit_ici_le", champ()),
    ]
