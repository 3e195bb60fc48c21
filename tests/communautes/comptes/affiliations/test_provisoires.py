"""What a provisional référent decides alone, and what he sends to ANCT: one official code made him
one, and nothing says yet who read that mail.
"""

import pytest
from django.urls import reverse

from communautes.comptes.affiliations import preuves, services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.journal.models import Entree
from tests.communautes.comptes.affiliations.aides import code_officiel, declarer, siret
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


@pytest.fixture
def a(commune):
    return AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)


@pytest.fixture
def demande(a, personne, commune):
    return declarer(personne, commune)


def lue(ligne):
    ligne.refresh_from_db()
    return ligne


class TestRenvoyer:
    """He refuses nobody."""

    def test_it_is_anct_s_with_his_reason(
        self, a, demande, relever, client, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            services.refuser(demande, par=a.personne, motif="Inconnue au service")
        assert list(Affiliation.objects.pour_l_anct()) == [lue(demande)]
        assert not demande.close_par_decision and demande.empreintes == []
        entree = Entree.objects.latest("pk")
        assert (entree.acte, entree.motif) == ("affiliations.renvoyee", "Inconnue au service")
        dit = relever()[-1]
        assert dit.to == [demande.personne.email] and "Inconnue au service" in dit.body
        client.force_login(UserFactory(groupe="Administration"))
        fiche = client.get(reverse("affiliations_admin:inspect", args=[demande.pk])).text
        assert "Inconnue au service" in fiche

    def test_once(self, a, demande):
        services.refuser(demande, par=a.personne, motif="Inconnue")
        with pytest.raises(AffiliationRefusee, match="L’ANCT a déjà cette demande"):
            services.refuser(demande, par=a.personne, motif="Inconnue")

    def test_the_code_that_was_asked_for_still_confirms(self, a, demande, mailoutbox):
        services.envoyer_code(demande, par=demande.personne)
        services.refuser(demande, par=a.personne, motif="Inconnue")
        from communautes.notifications.services import livrer_ce_qui_est_du

        livrer_ce_qui_est_du()
        services.essayer_code(demande, code_officiel(), par=demande.personne)
        assert lue(demande).niveau == Niveau.CONFIRMEE

    def test_so_does_proconnect(self, a, demande, commune):
        services.refuser(demande, par=a.personne, motif="Inconnue")
        services.concorder(demande.personne, Dit(siret(commune), False))
        assert lue(demande).niveau == Niveau.CONCORDANTE

    def test_the_page_says_so(self, a, demande, client):
        client.force_login(a.personne)
        membres = reverse("affiliations:membres")
        page = client.get(membres).text
        assert "Renvoyer à l’ANCT la demande" in page and "Refuser la demande" not in page
        page = client.post(
            reverse("affiliations:refuser", args=[demande.pk]), {"motif": "Inconnue"}, follow=True
        ).text
        assert "L’ANCT a cette demande" in page and "Renvoyer à l’ANCT" not in page
        assert "vous pouvez encore la cautionner" in page

    def test_taking_his_word_back_is_no_refusal_either(self, a, demande, client):
        """He would only have to give it first: the code, and ANCT's queue, would be gone."""
        services.envoyer_code(demande, par=demande.personne)
        services.cautionner(demande, par=a.personne)
        client.force_login(a.personne)
        page = client.get(reverse("affiliations:membres")).text
        assert "Retirer ma caution à Jeanne Lefèvre" in page and "Mettre fin" not in page
        page = client.post(
            reverse("affiliations:retirer", args=[demande.pk]), {"motif": "Erreur"}, follow=True
        ).text
        assert "Votre caution est retirée" in page
        assert (lue(demande).statut, demande.niveau, demande.preuve) == ("demandee", 1, "")
        assert not demande.close_par_decision and hasattr(demande, "code")
        assert list(Affiliation.objects.pour_l_anct()) == [demande]
        assert services.cautionner(demande, par=a.personne).est_active

    def test_an_established_one_refuses(self, a, demande, commune):
        etablie = AffiliationFactory(collectivite=commune, referent=True)
        services.refuser(demande, par=etablie.personne, motif="Inconnue")
        assert lue(demande).close_par_decision and demande.empreintes


class TestSaParole:
    """It gives a level, and nothing that a code, ProConnect or ANCT would have to give."""

    @pytest.fixture
    def concordante(self, a, personne, commune):
        affiliation = declarer(personne, commune, fonction="dgs", dit=Dit(siret(commune), False))
        return services.cautionner(affiliation, par=a.personne)

    def test_a_code_is_still_there_for_her(self, concordante):
        assert services.envoyer_code(concordante, par=concordante.personne)

    def test_anct_too_and_an_established_one_before_it(self, concordante, commune):
        services.demander_a_l_anct(concordante, par=concordante.personne, motif="Arrêté joint")
        assert list(Affiliation.objects.pour_l_anct()) == [concordante]
        autre = declarer(UserFactory(first_name="B", last_name="C"), commune)
        AffiliationFactory(collectivite=commune, referent=True)
        with pytest.raises(AffiliationRefusee, match="Ce n’est pas à l’ANCT"):
            services.demander_a_l_anct(autre, par=autre.personne, motif="Arrêté joint")

    def test_she_is_enabled_by_an_established_one_only(self, a, concordante, commune):
        with pytest.raises(AffiliationRefusee, match="votre parole"):
            services.habiliter(concordante, par=a.personne, oui=True)
        etablie = AffiliationFactory(collectivite=commune, referent=True)
        services.habiliter(concordante, par=etablie.personne, oui=True)
        assert lue(concordante).est_confirmee

    def test_once_he_has_left_she_waits_for_a_code_to_answer(self, a, concordante, commune):
        services.terminer(a, par=a.personne)
        assert lue(concordante).role == Role.REFERENT_PROVISOIRE
        demande = declarer(UserFactory(first_name="B", last_name="C"), commune)
        with pytest.raises(AffiliationRefusee, match="C’est au référent"):
            services.cautionner(demande, par=concordante.personne)
        assert demande in Affiliation.objects.pour_l_anct()

    def test_a_code_comes_before_it_for_the_place(self, a, concordante, commune):
        confirmee = AffiliationFactory(collectivite=commune)
        services.terminer(a, par=a.personne)
        assert lue(confirmee).role == Role.REFERENT_PROVISOIRE
        assert (concordante.niveau, lue(concordante).role) == (Niveau.CAUTIONNEE, Role.MEMBRE)

    def test_alone_when_proconnect_takes_its_own_back_it_keeps_neither_place_nor_right(
        self, a, personne, commune
    ):
        dit = Dit(siret(commune), False, "moi")
        elle = services.cautionner(declarer(personne, commune, dit=dit), par=a.personne)
        services.terminer(a, par=a.personne)
        Affiliation.objects.filter(pk=elle.pk).update(habilite_a_engager=True)
        services.constater_departs(personne, Dit("21000000000017", False, "moi"))
        assert (lue(elle).role, elle.habilite_a_engager) == (Role.MEMBRE, False)
        assert elle.niveau_etabli == Niveau.DECLAREE

    def test_proconnect_gives_the_place_that_nobody_has(self, a, personne, commune):
        membre = services.cautionner(declarer(personne, commune), par=a.personne)
        services.terminer(a, par=a.personne)
        assert lue(membre).role == Role.MEMBRE
        services.concorder(personne, Dit(siret(commune), False))
        assert lue(membre).role == Role.REFERENT_PROVISOIRE

    def test_it_does_not_undo_a_decision(self, a, personne, commune, anct):
        services.terminer(declarer(personne, commune), par=anct, motif="Usurpation")
        revenue = services.cautionner(declarer(personne, commune), par=a.personne)
        services.concorder(personne, Dit(siret(commune), False))
        assert lue(revenue).niveau_etabli == Niveau.DECLAREE
        services.terminer(a, par=a.personne)
        assert lue(revenue).role == Role.MEMBRE

    def test_nor_does_a_caution_of_before_it(self, personne, commune, anct):
        etablie = AffiliationFactory(collectivite=commune, referent=True)
        avant = services.cautionner(declarer(personne, commune), par=etablie.personne)
        services.terminer(avant, par=anct, motif="Usurpation")
        revenue = declarer(personne, commune, dit=Dit(siret(commune), False))
        assert revenue.niveau == Niveau.DECLAREE

    def test_an_established_word_takes_the_place_of_his(self, a, concordante, commune):
        etablie = AffiliationFactory(collectivite=commune, referent=True)
        services.cautionner(concordante, par=etablie.personne)
        assert lue(concordante).verifiee_par == etablie.personne
        services.nommer_referent(concordante, par=etablie.personne)
        assert services.nommer_referent(a, par=concordante.personne).role == Role.REFERENT

    def test_what_is_left_of_it_is_on_the_account(self, a, demande, client, commune):
        commune.emails_officiels = []
        commune.save()
        services.cautionner(demande, par=a.personne)
        client.force_login(demande.personne)
        verifier = reverse("affiliations:verifier", args=[demande.pk])
        assert verifier in client.get(reverse("affiliations:mon_compte")).text
        page = client.get(verifier).text
        assert "cela n’ouvre pas tout" in page and "Parlez-lui-en" not in page
        assert reverse("affiliations:demander_a_l_anct", args=[demande.pk]) in page


class TestSesActes:
    def test_he_does_not_end_whom_proconnect_says_of_there(self, a, demande, commune, monkeypatch):
        membre = services.cautionner(demande, par=a.personne)
        for dit, refuse in (
            (Dit(siret(commune), False), True),
            (Dit(siret(commune), True), False),
        ):
            monkeypatch.setattr(preuves, "siret_de", lambda personne, dit=dit: dit)
            if refuse:
                with pytest.raises(AffiliationRefusee, match="signalez-la"):
                    services.terminer(membre, par=a.personne, motif="N’y est plus")
            else:
                services.terminer(membre, par=a.personne, motif="N’y est plus")

    def test_he_reports_whom_he_may_not_end(self, a, commune):
        """Even when only ProConnect, long ago, told that she works there."""
        autre = AffiliationFactory(
            collectivite=commune, niveau=Niveau.CAUTIONNEE, niveau_etabli=Niveau.DECLAREE
        )
        assert services.signaler(autre, par=a, motif="N’y travaille pas")

    def test_he_does_not_take_back_what_an_established_one_gave(self, a, commune, anct):
        etablie = AffiliationFactory(collectivite=commune, referent=True)
        services.habiliter(etablie, par=anct, oui=True, motif="Arrêté vu")
        with pytest.raises(AffiliationRefusee, match="l’autre référent"):
            services.habiliter(etablie, par=a.personne, oui=False)
        assert lue(etablie).habilite_a_engager

    def test_alone_he_takes_back_what_he_gave(self, a, commune):
        elue = AffiliationFactory(collectivite=commune, elu=True)
        services.habiliter(elue, par=a.personne, oui=True)
        assert not services.habiliter(elue, par=a.personne, oui=False).habilite_a_engager

    def test_he_asks_anct_to_be_one_for_good(self, a, client):
        client.force_login(a.personne)
        compte = client.get(reverse("affiliations:mon_compte")).text
        assert "Demander à l’ANCT de me valider" in compte
        page = client.get(reverse("affiliations:verifier", args=[a.pk])).text
        assert "l’ANCT peut vous valider" in page and "Envoyer un code" not in page
        assert "votre affiliation est confirmée" in page and "il reste à vérifier" not in page
        services.demander_a_l_anct(a, par=a.personne, motif="Arrêté joint")
        assert list(Affiliation.objects.pour_l_anct()) == [a]
        with pytest.raises(AffiliationRefusee, match="demandez-en un autre à l’ANCT"):
            services.retirer_referent(a, par=a.personne)


class TestLaPlace:
    @pytest.fixture
    def tenante(self, commune, personne):
        """ProConnect alone gave it to her: she may not answer yet."""
        return lue(declarer(personne, commune, dit=Dit(siret(commune), False)))

    def test_anct_validates_somebody_else_who_takes_nothing(self, tenante, commune, anct):
        arrivee = declarer(UserFactory(first_name="B", last_name="C"), commune)
        services.valider(arrivee, par=anct, motif="Arrêté vu")
        assert (lue(arrivee).role, lue(tenante).role) == (Role.MEMBRE, Role.REFERENT_PROVISOIRE)
        services.valider(tenante, par=anct, motif="Arrêté vu")
        assert lue(tenante).role == Role.REFERENT

    def test_who_passes_by_moves_nothing(self, tenante, commune, anct):
        """A contest is what a confirmed member has; requests are ANCT's meanwhile."""
        confirmee = AffiliationFactory(collectivite=commune)
        passant = declarer(UserFactory(first_name="B", last_name="C"), commune)
        services.terminer(passant, par=passant.personne)
        assert lue(tenante).role == Role.REFERENT_PROVISOIRE
        demande = declarer(UserFactory(first_name="D", last_name="E"), commune)
        assert demande in Affiliation.objects.pour_l_anct()
        assert services.contester(tenante, par=confirmee, motif="Je suis la mairie")

    @pytest.mark.parametrize("transferer", [True, False])
    def test_what_anct_decided_stays(self, tenante, commune, anct, transferer):
        autre = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        confirmee = AffiliationFactory(collectivite=commune)
        contestation = services.contester(tenante, par=autre, motif="Je demande")
        services.trancher(contestation, par=anct, transferer=transferer, motif="Arrêté vu")
        passant = declarer(UserFactory(first_name="B", last_name="C"), commune)
        services.terminer(passant, par=passant.personne)
        services.terminer(confirmee, par=confirmee.personne)
        place = lue(autre if transferer else tenante)
        assert place.role == Role.REFERENT_PROVISOIRE
        assert not transferer or Affiliation.objects.qui_repondent().get() == autre

    def test_it_is_given_to_who_may_answer(self, a, commune, client):
        autre = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        contestation = services.contester(a, par=autre, motif="Je demande")
        with pytest.raises(AffiliationRefusee, match="l’ANCT tranchera"):
            services.ceder(contestation, par=a.personne)
        client.force_login(a.personne)
        page = client.get(reverse("affiliations:membres")).text
        assert "n’est pas encore confirmée" in page and "Céder ma place" not in page

    @pytest.mark.parametrize("acte", ["ceder", "trancher"])
    def test_who_was_named_meanwhile_stays_so(self, a, commune, anct, acte):
        autre = AffiliationFactory(collectivite=commune)
        contestation = services.contester(a, par=autre, motif="Je demande")
        services.nommer_referent(autre, par=anct, motif="Arrêté vu")
        if acte == "ceder":
            services.ceder(contestation, par=a.personne)
        else:
            services.trancher(contestation, par=anct, transferer=True, motif="Arrêté vu")
        assert (lue(autre).role, lue(a).role) == (Role.REFERENT, Role.MEMBRE)

    def test_a_full_one_reports_and_does_not_contest(self, a, commune):
        etablie = AffiliationFactory(collectivite=commune, referent=True)
        with pytest.raises(AffiliationRefusee, match="signalez"):
            services.contester(a, par=etablie, motif="Non")
        assert services.signaler(a, par=etablie, motif="N’y est plus")

    def test_who_takes_it_is_told_and_so_is_anct(self, a, commune, anct, relever):
        suivante = AffiliationFactory(collectivite=commune)
        services.terminer(a, par=a.personne)
        dits = {m.to[0]: m.subject for m in relever()}
        assert "référent provisoire" in dits[suivante.personne.email]
        assert anct.email in dits


class TestContesterAPlusieurs:
    @pytest.fixture
    def b(self, commune):
        return AffiliationFactory(collectivite=commune)

    @pytest.fixture
    def complice(self, a, commune):
        return services.cautionner(
            declarer(UserFactory(first_name="Ana", last_name="X"), commune), par=a.personne
        )

    def test_an_accomplice_who_contests_first_stops_nobody(self, a, b, complice, client):
        services.contester(a, par=complice, motif="Je demande")
        client.force_login(b.personne)
        membres = client.get(reverse("affiliations:membres")).text
        assert "Demander à être référent à sa place" in membres
        assert services.contester(a, par=b, motif="Je suis la mairie")

    def test_he_gives_it_to_one_of_them_by_name(self, a, b, complice, client):
        for par in (b, complice):
            services.contester(a, par=par, motif="Je demande")
        client.force_login(a.personne)
        page = client.get(reverse("affiliations:membres")).text
        assert page.count("Référent contesté") == 1
        assert f"Céder ma place à {b.personne.get_full_name()}" in page
        assert "Céder ma place à Ana X" not in page and "n’est pas encore confirmée" in page

    def test_who_has_contested_is_not_asked_again(self, a, b, client):
        services.contester(a, par=b, motif="Je suis la mairie")
        client.force_login(b.personne)
        membres = client.get(reverse("affiliations:membres")).text
        assert "Demander à être référent à sa place" not in membres

    def test_a_report_is_not_told_to_who_reports_too(self, b, commune):
        referent = AffiliationFactory(collectivite=commune, referent=True)
        autre = AffiliationFactory(collectivite=commune)
        services.signaler(referent, par=b, motif="N’y travaille plus")
        assert services.signaler(referent, par=autre, motif="N’y travaille plus")

    def test_giving_the_place_to_one_does_not_end_what_another_asks(self, a, b, commune):
        """From hand to hand, it would never come to ANCT."""
        amie = AffiliationFactory(collectivite=commune)
        echeance = services.contester(a, par=b, motif="Je suis la mairie").echeance_le
        services.ceder(services.contester(a, par=amie, motif="Moi"), par=a.personne)
        encore = Contestation.objects.ouvertes().get()
        assert (encore.contestee, encore.par, encore.echeance_le) == (lue(amie), b, echeance)

    def test_leaving_neither(self, a, b, commune):
        tierce = AffiliationFactory(collectivite=commune)
        services.contester(a, par=b, motif="Je suis la mairie")
        services.contester(a, par=tierce, motif="Moi aussi")
        services.terminer(a, par=a.personne)
        encore = Contestation.objects.ouvertes().get()
        assert lue(b).role == Role.REFERENT_PROVISOIRE
        assert (encore.contestee, encore.par) == (b, tierce)

    def test_what_would_be_asked_twice_of_the_same_is_asked_once(self, a, b, commune):
        """A report and a contest of the one to whom the place goes: a refusal of the database would
        stop the departure, and the night of everybody.
        """
        amie = AffiliationFactory(collectivite=commune)
        services.contester(a, par=amie, motif="Moi")
        services.contester(a, par=b, motif="Je suis la mairie")
        Contestation.objects.create(
            contestee=amie, par=b, motif="Elle aussi", echeance_le="2026-12-01T00:00Z"
        )
        Contestation.objects.create(
            contestee=amie,
            par=b,
            motif="Signalée",
            nature="signale",
            echeance_le="2026-12-01T00:00Z",
        )
        services.terminer(a, par=a.personne)
        assert lue(amie).role == Role.REFERENT_PROVISOIRE
        ouvertes = Contestation.objects.ouvertes().filter(contestee=amie, par=b)
        assert sorted(ouvertes.values_list("nature", flat=True)) == ["place", "signale"]

    def test_who_is_better_known_comes_first(self, a, commune):
        concordante = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
        validee = AffiliationFactory(collectivite=commune, niveau=Niveau.VALIDEE)
        for par in (concordante, validee):
            services.contester(a, par=par, motif="Je demande")
        services.terminer(a, par=a.personne)
        assert lue(validee).role == Role.REFERENT_PROVISOIRE

    def test_keeping_the_person_answers_reports_too(self, a, b, commune, anct):
        Affiliation.objects.filter(pk=a.pk).update(role=Role.REFERENT)
        report = services.signaler(a, par=b, motif="N’y est plus")
        Affiliation.objects.filter(pk=a.pk).update(role=Role.REFERENT_PROVISOIRE)
        contest = services.contester(lue(a), par=b, motif="Je demande")
        services.trancher(contest, par=anct, transferer=False, motif="Arrêté vu")
        assert lue(report).statut == "maintenue"

    def test_anct_answers_all_of_them(self, a, b, commune, anct, client):
        tierce = AffiliationFactory(collectivite=commune)
        premiere = services.contester(a, par=b, motif="Je suis la mairie")
        seconde = services.contester(a, par=tierce, motif="Moi aussi")
        client.force_login(anct)
        fiche = client.get(reverse("affiliations_admin:inspect", args=[a.pk])).text
        assert "Je suis la mairie" in fiche and "Moi aussi" in fiche
        client.post(
            reverse("affiliations_admin:instruire", args=[a.pk]),
            {"acte": f"transferer-{seconde.pk}", "motif": "Arrêté vu"},
        )
        assert lue(tierce).role == Role.REFERENT_PROVISOIRE and lue(a).role == Role.MEMBRE
        assert (lue(premiere).statut, lue(seconde).statut) == ("caduque", "transferee")


class TestLeMotif:
    """It stays for ever: neither who it is about, nor who writes it, nor who asks is named."""

    def test_of_who_contests(self, a, personne, commune):
        b = AffiliationFactory(collectivite=commune, personne=personne)
        for nomme in ("Jeanne Lefèvre est la maire", "Mme Lefevre est élue"):
            with pytest.raises(AffiliationRefusee, match="Retirez du motif"):
                services.contester(a, par=b, motif=nomme)

    def test_of_anct_that_answers(self, a, personne, commune, anct):
        b = AffiliationFactory(collectivite=commune, personne=personne)
        contestation = services.contester(a, par=b, motif="Je suis élue")
        with pytest.raises(AffiliationRefusee, match="Retirez du motif"):
            services.trancher(contestation, par=anct, transferer=True, motif="Mme Lefèvre est élue")

    def test_of_who_contests_when_anct_decides_of_the_other(self, a, personne, commune, anct):
        b = AffiliationFactory(collectivite=commune, personne=personne)
        services.contester(a, par=b, motif="Je suis élue")
        for acte in (services.valider, services.nommer_referent, services.terminer):
            with pytest.raises(AffiliationRefusee, match="Retirez du motif"):
                acte(a, par=anct, motif="Jeanne Lefèvre n’est pas maire")

    @pytest.mark.parametrize(
        ("nom", "motif"),
        [("Le", "Ne travaille pas dans le service"), ("Maire", "Arrêté du maire")],
    )
    def test_a_name_that_is_a_word_does_not_stop_who_writes(self, commune, nom, motif):
        auteur = UserFactory(first_name="Minh", last_name=nom)
        etablie = AffiliationFactory(collectivite=commune, personne=auteur, referent=True)
        demande = declarer(UserFactory(first_name="B", last_name="C"), commune)
        assert services.refuser(demande, par=etablie.personne, motif=motif)

    def test_of_a_referent_who_signs(self, personne, commune):
        etablie = AffiliationFactory(collectivite=commune, personne=personne, referent=True)
        demande = declarer(UserFactory(first_name="B", last_name="C"), commune)
        with pytest.raises(AffiliationRefusee, match="Retirez du motif"):
            services.refuser(demande, par=etablie.personne, motif="Jeanne Lefèvre dit non")
