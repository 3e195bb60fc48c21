"""When the synthesis was written; of those that are there, nobody knows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("adhesions", "0008_confidences")]

    operations = [
        migrations.AddField(
            "vie",
            "synthese_le",
            models.DateTimeField("synthèse écrite le", null=True, blank=True, editable=False),
        ),
    ]
