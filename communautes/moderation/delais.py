"""How long things take, as the pages and the mails promise it."""

from datetime import timedelta

POUR_DECIDER = timedelta(days=7)  # said to who reports; late ones are shown to ANCT
GARDE = timedelta(days=183)  # after the last word: six months, the time of a complaint
POUR_CONTESTER = timedelta(days=30)  # holidays included: shorter, an appeal would be a word
