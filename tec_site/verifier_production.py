"""A management command under the production settings, with secrets made up for its duration.

Without a name, `check --deploy`; the Dockerfile also compiles texts and gathers static files.
"""

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
VERIFICATION = ["check", "--deploy", "--fail-level=WARNING"]


def main(arguments: list[str]) -> None:
    os.environ.update(FACTICES)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *(arguments or VERIFICATION)])


if __name__ == "__main__":
    main(sys.argv[1:])
