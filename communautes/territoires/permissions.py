def peut_fusionner(personne) -> bool:
    return personne.is_active and personne.has_perm("territoires.fusionner_collectivite")


def peut_tenir_les_courriels(personne) -> bool:
    """A code sent to an official mail proves who one works for: ANCT alone says which it is."""
    return personne.is_active and personne.has_perm("territoires.tenir_courriels_officiels")
