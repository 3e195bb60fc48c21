from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("comptes", "0012_adresses_ecrites_autrement")]

    operations = [
        migrations.RemoveConstraint(model_name="user", name="comptes_user_email_sans_casse"),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=models.EmailField(
                error_messages={"unique": "Un compte existe déjà avec cette adresse."},
                max_length=254,
                unique=True,
                verbose_name="adresse électronique",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email__regex", r"^[!-@\[-~]+$")),
                name="comptes_user_email_canonique",
                violation_error_message="Cette adresse ne s’écrit pas ainsi.",
            ),
        ),
    ]
