"""What is mailed at once, to all who come or to who does something, is bounded by the day.

A refused try undoes what it wrote: it does not count.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.adhesions.permissions import peut_conduire
from communautes.agenda import nouvelles
from communautes.agenda.models import Deplacement, Rencontre
from communautes.agenda.refus import RencontreRefusee
from communautes.comptes.models import User
from communautes.notifications.models import Evenement

DEPLACEMENTS, DEPLACEMENTS_DE_LA_COMMUNAUTE, ANNONCES, DECISIONS = 6, 20, 10, 60
UN_JOUR = timedelta(days=1)


def verifier_combien_de_deplacements(rencontre: Rencontre, concernes, *, par) -> None:
    """The meeting and its community are locked: two at once are counted in a row. ANCT may always
    put right what is wrong, and so may anybody where nobody hears of it.
    """
    if peut_conduire(par) or not nouvelles.combien_au_deplacement(rencontre, par, a=concernes):
        return
    recents = Deplacement.objects.filter(le__gt=timezone.now() - UN_JOUR, prevenues__gt=0)
    if recents.filter(rencontre=rencontre).count() >= DEPLACEMENTS:
        raise RencontreRefusee(
            _(
                "Cette rencontre a déjà changé six fois en vingt-quatre heures, et chaque fois un "
                "courriel est parti\u00a0: recommencez demain, ou demandez-le à l’ANCT."
            )
        )
    if rencontre.communaute_id is None:
        return
    ici = recents.filter(rencontre__communaute=rencontre.communaute_id)
    if ici.count() >= DEPLACEMENTS_DE_LA_COMMUNAUTE:
        raise RencontreRefusee(
            _(
                "Les rencontres de cette communauté ont déjà changé vingt fois en vingt-quatre "
                "heures\u00a0: recommencez demain, ou demandez-le à l’ANCT."
            )
        )


def verifier_combien_d_annonces(rencontre: Rencontre) -> None:
    """What is announced may be cancelled, which is mailed at once: both have this bound."""
    if rencontre.communaute_id is None:
        return
    recentes = Rencontre.objects.filter(
        communaute=rencontre.communaute_id, annoncee_le__gt=timezone.now() - UN_JOUR
    )
    if recentes.count() >= ANNONCES:
        raise RencontreRefusee(
            _(
                "Dix rencontres ont déjà été annoncées ici en vingt-quatre heures\u00a0: le "
                "brouillon est gardé, annoncez-le demain."
            )
        )


def verifier_combien_de_decisions(par) -> None:
    """Each is a mail to who does it. Two meetings at once are counted in a row."""
    User.objects.select_for_update(no_key=True).get(pk=par.pk)
    dites = Evenement.objects.filter(
        genre=nouvelles.DECISION, par=par, le__gt=timezone.now() - UN_JOUR
    )
    if dites.count() >= DECISIONS:
        raise RencontreRefusee(
            _(
                "Vous avez déjà confié soixante décisions en vingt-quatre heures\u00a0: "
                "confiez les suivantes demain."
            )
        )
