"""The accepted answer is one of the discussion's own replies, whoever writes; and who may read."""

from django.db import migrations

from home.droits.aux_roles import donner_a


class Migration(migrations.Migration):
    dependencies = [("discussions", "0001_discussions"), ("comptes", "0002_roles")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE discussions_reponse ADD CONSTRAINT reponse_et_sa_discussion "
            "UNIQUE (id, discussion_id)",
            "ALTER TABLE discussions_reponse DROP CONSTRAINT reponse_et_sa_discussion",
        ),
        migrations.RunSQL(
            "ALTER TABLE discussions_discussion ADD CONSTRAINT discussion_retient_une_des_siennes "
            "FOREIGN KEY (reponse_retenue_id, id) REFERENCES discussions_reponse "
            "(id, discussion_id) DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE discussions_discussion "
            "DROP CONSTRAINT discussion_retient_une_des_siennes",
        ),
        migrations.RunPython(
            *donner_a(
                "Administration",
                "discussions",
                "discussion",
                {"view_discussion": "Can view discussion"},
            )
        ),
    ]
