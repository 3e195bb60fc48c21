from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0008_suspendue")]

    operations = [
        migrations.AlterField(
            model_name="courriel",
            name="statut",
            field=models.CharField(
                choices=[
                    ("en_attente", "En attente"),
                    ("envoye", "Envoyé"),
                    ("abandonne", "Abandonné"),
                    ("sans_objet", "Sans objet"),
                ],
                default="en_attente",
                max_length=10,
                verbose_name="statut",
            ),
        ),
    ]
