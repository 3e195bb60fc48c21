"""`make screenshots` starts: it drives a site from outside, without Django."""

import os
import subprocess
import sys
from pathlib import Path

RACINE = Path(__file__).parents[2]


def test_what_takes_the_screenshots_is_read_without_django():
    environnement = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(
        [sys.executable, "-W", "error", "-c", "import tests.browser.captures"],
        cwd=RACINE,
        env=environnement,
        check=True,
    )
