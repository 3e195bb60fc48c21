"""How many mails one address may receive because somebody typed it, whoever asks and from where.

Beyond, the answer is the same and nothing leaves, but for a mail now and then: its owner, who reads
the mailbox, always has a link that still opens, or will within the hour.
"""

from datetime import timedelta

from home.limites import depasse

HEURE, JOUR = 3600, 24 * 3600
PAR_HEURE, PAR_JOUR = 10, 40


def peut_recevoir(adresse: str, *, espacement: timedelta) -> bool:
    """Counts this mail as sent when it may be. `espacement`: how long what it opens is good."""
    court = int(espacement.total_seconds())
    if _trop("heure", adresse, PAR_HEURE, HEURE, au_moins=court):
        return False
    return not _trop("jour", adresse, PAR_JOUR, JOUR, au_moins=HEURE)


def _trop(quoi: str, adresse: str, limite: int, fenetre: int, *, au_moins: int) -> bool:
    return depasse(f"courriels-{quoi}", adresse, limite=limite, fenetre=fenetre) and depasse(
        f"courriels-{quoi}-espaces", adresse, limite=1, fenetre=au_moins
    )
