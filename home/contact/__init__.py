"""Messages from visitors: kept with a reference, sent to the team, held against robots."""
