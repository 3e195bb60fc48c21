"""What ANCT decides of an adhésion, or of a community, on its screen of the admin."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions import services
from communautes.adhesions.forms import DUREES, SyntheseField
from communautes.adhesions.models import Adhesion, Vie
from communautes.adhesions.refus import AdhesionRefusee
from communautes.journal.forms import MotifField
from home.marques import MarqueField

Role = Adhesion.Role


@dataclass(frozen=True)
class Decision:
    """`faire(objet, par, donnees)`; `champs`: of the form, those that it reads."""

    libelle: str
    fait: str
    faire: Callable
    champs: tuple[str, ...] = ()


class DecisionForm(forms.Form):
    """Nothing is chosen beforehand: « Entrée » in a field decides nothing."""

    acte = forms.ChoiceField(
        label=gettext_lazy("Votre décision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choisissez une décision."),
            "invalid_choice": gettext_lazy("Cette décision n’est plus possible\u00a0: choisissez."),
        },
    )
    adresse = forms.EmailField(
        label=gettext_lazy("Adresse électronique de la personne"),
        help_text=gettext_lazy("Pour nommer\u00a0: celle de son compte, qui existe déjà."),
        required=False,
    )
    duree = forms.ChoiceField(
        label=gettext_lazy("Pour combien de temps"),
        help_text=gettext_lazy("Pour exclure."),
        choices=DUREES,
        required=False,
    )
    motif = MotifField(required=False)
    synthese = SyntheseField()
    lu = MarqueField()  # of the synthesis that was read

    def __init__(self, decisions: dict[str, Decision], *args, **kwargs):
        """With the fields of these decisions alone."""
        super().__init__(*args, **kwargs)
        self.fields["acte"].choices = [(code, une.libelle) for code, une in decisions.items()]
        utiles = {"acte"}.union(*(une.champs for une in decisions.values()))
        for nom in set(self.fields) - utiles:
            del self.fields[nom]


def d_une_adhesion(adhesion: Adhesion) -> dict[str, Decision]:
    """Code → what may be decided of it now."""
    if adhesion.est_demandee:
        codes = ["accepter", "refuser"]
    elif adhesion.est_active:
        codes = [*(role for role in Role.values if role != adhesion.role), "exclure"]
    else:
        codes = ["lever"] if adhesion.est_exclue else []
    return {code: _ADHESION[code] for code in codes}


def d_une_communaute(vie: Vie) -> dict[str, Decision]:
    if vie.etat == Vie.Etat.ARCHIVEE:
        codes = ["reveiller", "synthese"]
    elif vie.est_ouverte:
        codes = ["nommer", *(["continuer"] if vie.question_posee_le else [])]
        codes += ["synthese", "endormir", "archiver"]
    else:
        codes = ["reveiller", "synthese", "archiver"]
    return {code: _COMMUNAUTE[code] for code in codes}


def _donner(role: str, libelle, fait) -> Decision:
    return Decision(
        libelle, fait, lambda adhesion, par, _donnees: services.donner_role(adhesion, role, par=par)
    )


def _nommer(vie: Vie, par, donnees: dict) -> None:
    if not donnees["adresse"]:
        raise AdhesionRefusee(_("Indiquez l’adresse électronique de la personne à nommer."))
    personne = get_user_model().objects.de_l_adresse(donnees["adresse"])
    if personne is None or not personne.is_active:
        raise AdhesionRefusee(
            _(
                "Aucun compte ouvert n’a cette adresse. La personne en ouvre un en se connectant "
                "une première fois\u00a0; vous la nommerez ensuite."
            )
        )
    services.nommer(vie.communaute, personne, par=par)


_ADHESION = {
    "accepter": Decision(
        gettext_lazy("Accepter la demande"),
        gettext_lazy("La personne est membre, et en est avertie."),
        lambda adhesion, par, _donnees: services.accepter(adhesion, par=par),
    ),
    "refuser": Decision(
        gettext_lazy("Refuser la demande"),
        gettext_lazy("La demande est refusée, et la personne en sait le motif."),
        lambda adhesion, par, donnees: services.refuser(adhesion, par=par, motif=donnees["motif"]),
        ("motif",),
    ),
    "exclure": Decision(
        gettext_lazy("Exclure de la communauté"),
        gettext_lazy("La personne est exclue, et en sait le motif."),
        lambda adhesion, par, donnees: services.exclure(
            adhesion, par=par, motif=donnees["motif"], jours=int(donnees["duree"] or 0) or None
        ),
        ("motif", "duree"),
    ),
    "lever": Decision(
        gettext_lazy("Lever l’exclusion"),
        gettext_lazy("L’exclusion est levée, et la personne en est avertie."),
        lambda adhesion, par, donnees: services.lever_l_exclusion(
            adhesion, par=par, motif=donnees["motif"]
        ),
        ("motif",),
    ),
    Role.ANIMATEUR: _donner(
        Role.ANIMATEUR,
        gettext_lazy("Lui confier l’animation"),
        gettext_lazy("La personne anime la communauté, et en est avertie."),
    ),
    Role.MODERATEUR: _donner(
        Role.MODERATEUR,
        gettext_lazy("Lui confier la modération"),
        gettext_lazy("La personne modère la communauté, et en est avertie."),
    ),
    Role.MEMBRE: _donner(
        Role.MEMBRE,
        gettext_lazy("Lui retirer son rôle"),
        gettext_lazy("La personne reste membre, sans rôle, et en est avertie."),
    ),
}
_COMMUNAUTE = {
    "nommer": Decision(
        gettext_lazy("Nommer une personne à l’animation"),
        gettext_lazy("La personne anime la communauté, et en est avertie."),
        _nommer,
        ("adresse",),
    ),
    "continuer": Decision(
        gettext_lazy("Répondre à la question\u00a0: elle continue"),
        gettext_lazy("C’est noté\u00a0: la communauté continue."),
        lambda vie, par, _donnees: services.continuer(vie.communaute, par=par),
    ),
    "reveiller": Decision(
        gettext_lazy("Réveiller la communauté"),
        gettext_lazy("La communauté est réveillée\u00a0: on y écrit et on y entre de nouveau."),
        lambda vie, par, donnees: services.reveiller(
            vie.communaute, par=par, motif=donnees["motif"]
        ),
        ("motif",),
    ),
    "synthese": Decision(
        gettext_lazy("Enregistrer la synthèse"),
        gettext_lazy("La synthèse est enregistrée."),
        lambda vie, par, donnees: services.ecrire_synthese(
            vie.communaute, par=par, texte=donnees["synthese"], lu=donnees["lu"]
        ),
        ("synthese", "lu"),
    ),
    "endormir": Decision(
        gettext_lazy("Mettre la communauté en sommeil"),
        gettext_lazy("La communauté est en sommeil\u00a0: on la lit, on n’y écrit plus."),
        lambda vie, par, donnees: services.endormir(
            vie.communaute, par=par, motif=donnees["motif"]
        ),
        ("motif",),
    ),
    "archiver": Decision(
        gettext_lazy("Archiver la communauté"),
        gettext_lazy("La communauté est archivée\u00a0: on la lit, avec sa synthèse."),
        lambda vie, par, donnees: services.archiver(
            vie.communaute,
            par=par,
            motif=donnees["motif"],
            synthese=donnees["synthese"],
            lu=donnees["lu"],
        ),
        ("motif", "synthese", "lu"),
    ),
}
