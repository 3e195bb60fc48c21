"""How long things take, as the pages and the mails promise it."""

from datetime import timedelta

POUR_DECIDER = timedelta(days=7)  # said to who reports; late ones are shown to ANCT
