from communautes.comptes.models import User


def peut_renvoyer(user: User) -> bool:
    return user.has_perm("notifications.renvoyer_courriel")
