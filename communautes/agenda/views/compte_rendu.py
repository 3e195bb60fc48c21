"""What came out of a meeting: its minutes, and as many decisions as there are, with three more."""

from django.contrib import messages
from django.forms import formset_factory
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from communautes.adhesions.models import Adhesion
from communautes.adhesions.qui_lira import QuiLira
from communautes.agenda import services
from communautes.agenda.forms_compte_rendu import (
    CompteRenduForm,
    DecisionForm,
    initial_de_la_decision,
)
from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Participation, Rencontre
from communautes.agenda.refus import RencontreModifiee, RencontreRefusee
from communautes.agenda.services import croisement
from communautes.agenda.views.envoi import preparation, refuser
from communautes.agenda.views.pages import a_preparer
from communautes.comptes.models import User
from home.marques import relire

PORTEURS_AU_PLUS = 200


@preparation
def compte_rendu(request, pk: int):
    rencontre = a_preparer(request, pk)
    form, lignes = _lus(request, rencontre)
    if form.is_bound and form.is_valid() and lignes.is_valid():
        try:
            _ecrire(request, rencontre, form, lignes)
        except RencontreModifiee as refus:
            rencontre = a_preparer(request, pk)
            form, lignes = _lus(request, rencontre)
            refuser(form, refus)
        except RencontreRefusee as refus:
            relire(form, refus)
            form.add_error(None, str(refus))
        else:
            messages.success(request, _("Le compte rendu est publié."))
            return redirect(rencontre)
    faux = form.is_bound and (form.errors or any(lignes.errors) or lignes.non_form_errors())
    contexte = {
        "rencontre": rencontre,
        "form": form,
        "lignes": lignes,
        "entre_temps": _rendre(form, lignes) if faux else [],
    }
    return render(request, "agenda/compte_rendu.html", contexte, status=422 if faux else 200)


def _lus(request, rencontre: Rencontre):
    """The form of the minutes, and those of the decisions, over what is there now."""
    donnees = request.POST if request.method == "POST" else None
    lu = croisement.derniere(croisement.du_compte_rendu(rencontre))  # first: see `initial_de`
    decisions = {une.pk: une for une in rencontre.decisions.select_related("porteur")}
    ecrit = CompteRendu.objects.filter(rencontre=rencontre).first()
    qui_lira = QuiLira.de(rencontre.audience == Rencontre.Audience.TOUS)
    initial = {"texte": ecrit.texte if ecrit else "", "lu": lu, "qui_lira": qui_lira}
    form = CompteRenduForm(donnees, initial=initial)
    lignes = formset_factory(DecisionForm, extra=3, max_num=50, absolute_max=50)(
        donnees,
        prefix="decisions",
        initial=[initial_de_la_decision(une) for une in decisions.values()],
        form_kwargs={"personnes": _porteurs(rencontre, decisions), "decisions": decisions},
    )
    for une in (form, *lignes):
        une.fondre()
    return form, lignes


def _ecrire(request, rencontre: Rencontre, form, lignes) -> None:
    dites = []
    for ligne in lignes:
        donnees = ligne.cleaned_data
        if not donnees.get("texte"):
            continue
        porteur = donnees["porteur"] and get_object_or_404(User, pk=donnees["porteur"])
        dites.append({**donnees, "porteur": porteur or None})
    ecrit = form.cleaned_data
    services.ecrire_compte_rendu(
        rencontre,
        ecrit["texte"],
        dites,
        par=request.user,
        lu=ecrit["lu"],
        qui_lira=ecrit["qui_lira"],
    )


def _rendre(form, lignes) -> list[dict]:
    """What somebody else wrote: the minutes, decisions that the page has, and those it has not."""
    trouves = form.rendre()
    for n, ligne in enumerate(lignes, 1):
        dans = _("Décision %(n)s") % {"n": n}
        trouves += [{**un, "libelle": f"{dans}, {un['libelle']}"} for un in ligne.rendre()]
    la = {ligne.decision for ligne in lignes}
    decisions = lignes.form_kwargs["decisions"].values()
    return trouves + [
        {"libelle": _("Nouvelle décision"), "valeur": f"{une.texte} ({une.qui_ecrit})"}
        for une in decisions
        if une not in la
    ]


def _porteurs(rencontre: Rencontre, decisions: dict[int, DecisionDeRencontre]):
    """Who came, who animates or moderates, and who does something already: (key, name) each."""
    inscrites = Participation.objects.inscrites().filter(rencontre=rencontre)
    moderent = Adhesion.objects.actives().filter(
        communaute=rencontre.communaute_id, role__in=Adhesion.MODERENT
    )
    cles = set(inscrites.values_list("personne", flat=True)[:PORTEURS_AU_PLUS])
    cles |= set(moderent.values_list("personne", flat=True)[:PORTEURS_AU_PLUS])
    cles |= {une.porteur_id for une in decisions.values() if une.porteur_id}
    lues = User.objects.filter(pk__in=cles).order_by("last_name", "first_name", "pk")
    return [(une.pk, une.get_full_name() or str(_("Une personne"))) for une in lues]
