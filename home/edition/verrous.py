"""Locks that say who, since when and how to ask."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_latest_str, get_user_display_name
from wagtail.locks import BasicLock, ScheduledForPublishLock

from home.edition.programmation import en_toutes_lettres


class VerrouManuel(BasicLock):
    def get_message(self, user):
        if not self.object.locked_by or not self.object.locked_at:
            return super().get_message(user)
        contexte = {
            "titre": get_latest_str(self.object),
            "depuis": en_toutes_lettres(self.object.locked_at),
            "nom": get_user_display_name(self.object.locked_by),
            "adresse": self.object.locked_by.email,
        }
        if self.object.locked_by_id == user.pk:
            return format_html(
                _(
                    "Vous avez verrouillé « {titre} » le {depuis} : vous seul pouvez modifier ce "
                    "contenu. Déverrouillez-le quand vous aurez fini."
                ),
                **contexte,
            )
        return format_html(
            _(
                "<b>{nom}</b> a verrouillé « {titre} » le {depuis}. Pour modifier ce contenu, "
                'écrivez-lui (<a href="mailto:{adresse}">{adresse}</a>) ou demandez à la relecture '
                "ou à l’administration de le déverrouiller."
            ),
            **contexte,
        )


class VerrouProgramme(ScheduledForPublishLock):
    def get_message(self, user):
        revision = self.object.scheduled_revision
        return format_html(
            _(
                "« {titre} » sera publié le {quand}. D’ici là, personne ne modifie ce contenu : "
                "pour y revenir, annulez d’abord la publication programmée."
            ),
            titre=revision.object_str,
            quand=en_toutes_lettres(revision.approved_go_live_at),
        )


CLASSES = {BasicLock: VerrouManuel, ScheduledForPublishLock: VerrouProgramme}


class VerrousEnClair:
    """Before Wagtail's mixins."""

    def get_lock(self):
        verrou = super().get_lock()
        classe = CLASSES.get(type(verrou))
        return classe(self) if classe else verrou
