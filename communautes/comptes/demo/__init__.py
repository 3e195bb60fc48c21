"""The demo accounts, one per role; they exist only where the demo site was loaded."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from communautes.comptes.models import User


@dataclass(frozen=True)
class CompteDemo:
    """`groupe` is the name of a group that a migration made, or None for a plain account."""

    email: str
    role: str
    groupe: str | None


COMPTES = [
    CompteDemo("administration@demo.example.org", "Administration", "Administration"),
    CompteDemo("redaction@demo.example.org", "Rédaction", "Rédaction"),
    CompteDemo("relecture@demo.example.org", "Relecture", "Relecture"),
    CompteDemo("agent@demo.example.org", "Agent de collectivité", None),
    CompteDemo("provisoire@demo.example.org", "Référent provisoire", None),
    CompteDemo("membre@demo.example.org", "Membre qui conteste", None),
]


def sont_la() -> bool:
    return User.objects.filter(email=COMPTES[0].email).exists()


def charger() -> None:
    for compte in COMPTES:
        user = User.objects.filter(email=compte.email).first() or User.objects.create_user(
            compte.email, first_name="Démo", last_name=compte.role
        )
        if compte.groupe:
            user.groups.add(Group.objects.get(name=compte.groupe))


def compte_redaction() -> User:
    """The owner of the demo's contents."""
    return User.objects.get(email=COMPTES[1].email)
