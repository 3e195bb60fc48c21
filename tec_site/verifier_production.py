"""Runs `manage.py check --deploy` on the production settings with made-up secrets."""

import os
import secrets
import sys
from datetime import date, timedelta

FACTICES = {
    "DJANGO_SETTINGS_MODULE": "tec_site.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "portail.example.org",
    "BASE_URL": "https://portail.example.org",
    "DATABASE_URL": "postgres://tec@localhost/tec",
    "EMAIL_URL": "smtp://localhost:25",
    "CONTACT_EMAIL": "equipe@example.org",
    "SECURITY_TXT_EXPIRE": str(date.today() + timedelta(days=300)),
    "DEFAULT_FROM_EMAIL": "portail@example.org",
}


def main() -> None:
    os.environ.update(FACTICES)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("check", deploy=True, fail_level="WARNING")


if __name__ == "__main__":
    sys.exit(main())
