"""Who knows of a meeting: how many a move told, and members who could come without registering."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agenda", "0003_droits")]

    operations = [
        migrations.AddField(
            "rencontre",
            "fut_sans_inscription",
            models.BooleanField(
                default=False,
                help_text="Ses membres pouvaient venir sans le dire\xa0: ils apprennent ce qui change.",
                verbose_name="a été sans inscription",
            ),
        ),
        # Those that are there were told, when they were to be: not again.
        migrations.AddField(
            "deplacement",
            "prevenues",
            models.PositiveIntegerField(
                blank=True, default=0, null=True, verbose_name="personnes prévenues"
            ),
            preserve_default=False,
        ),
    ]
