from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("notifications", "0009_sans_objet")]

    operations = [
        migrations.AddIndex(
            model_name="notification",
            index=models.Index(
                condition=Q(suspendue_le__isnull=False),
                fields=["suspendue_le"],
                name="notification_suspendue",
            ),
        ),
    ]
