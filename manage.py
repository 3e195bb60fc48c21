#!/usr/bin/env python
"""Django's command line, with the development settings unless the environment says otherwise."""

import os
import sys

from django.core.management import execute_from_command_line

from tec_site.postgres import PostgresEmbarqueError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tec_site.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except PostgresEmbarqueError as erreur:
        sys.exit(str(erreur))
