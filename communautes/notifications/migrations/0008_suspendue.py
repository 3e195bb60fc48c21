from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0007_relire")]

    operations = [
        migrations.AddField(
            model_name="notification",
            name="suspendue_le",
            field=models.DateTimeField(blank=True, null=True, verbose_name="suspendue le"),
        ),
    ]
