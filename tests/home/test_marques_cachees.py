"""What a form carries unseen: a page has several such forms, and an `id` is of one element."""

from communautes.lettres.forms import EnvoyerForm, SupprimerForm


def test_several_forms_of_a_page_carry_it_without_an_id():
    envoyer = EnvoyerForm(initial={"lu": "0123", "qui_lira": "membres"})
    supprimer = SupprimerForm(initial={"lu": "0123"})
    for champ in (envoyer["lu"], envoyer["qui_lira"], supprimer["lu"]):
        assert f'name="{champ.name}"' in str(champ) and "id=" not in str(champ)
    assert 'value="0123"' in str(envoyer["lu"])
