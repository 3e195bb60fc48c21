"""The task of Wagtail's workflow: its two answers go through this room's services."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from communautes.retours.refus import RetourRefuse
from home.publication import PublicationRefusee


class RelectureDeRetour(AbstractGroupApprovalTask):
    """Asking to complete says what, field by field; publishing says nothing more."""

    class Meta:
        verbose_name = _("relecture des retours d’expérience")
        verbose_name_plural = _("relectures des retours d’expérience")

    def get_actions(self, obj, user):
        if not self._relit(user):
            return []
        actions = [
            ("reject", _("Demander de compléter"), True),
            ("approve", _("Approuver"), False),
        ]
        if obj.parcours.relecteur_id != user.pk:
            actions.append(("prendre", _("Je le relis"), False))
        return actions

    def user_can_access_editor(self, obj, user):
        return self._relit(user)

    def locked_for_user(self, obj, user):
        return not self._relit(user)

    def user_can_lock(self, obj, user):
        return self._relit(user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """By the right, that is read with the person, rather than by the groups of the task."""
        ouvertes = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return ouvertes if self._relit(user) else TaskState.objects.none()

    def get_form_for_action(self, action):
        from communautes.retours.forms.relecture import CompleterForm

        return CompleterForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        """PublicationRefusee says why to the editor, on the form (home/droits/middleware.py)."""
        from communautes.retours.forms.relecture import remarques_de
        from communautes.retours.services import demander_de_completer, prendre, publier

        retour = task_state.workflow_state.content_object
        try:
            if action_name == "approve":
                publier(retour, par=user)
            elif action_name == "prendre":
                prendre(retour, par=user)
            else:
                demander_de_completer(retour, par=user, remarques=remarques_de(kwargs))
        except RetourRefuse as refus:
            raise PublicationRefusee(retour, {NON_FIELD_ERRORS: str(refus)}) from refus

    @classmethod
    def get_description(cls):
        return _("L’ANCT relit un retour d’expérience, le publie ou demande de le compléter.")

    def _relit(self, user) -> bool:
        from communautes.retours.permissions import relit

        return relit(user)
