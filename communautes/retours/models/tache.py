"""The task of Wagtail's workflow: its two answers go through this room's services."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class RelectureDeRetour(AbstractGroupApprovalTask):
    """Asking to complete says what, field by field; publishing says nothing more."""

    class Meta:
        verbose_name = _("relecture des retours d’expérience")
        verbose_name_plural = _("relectures des retours d’expérience")

    def get_actions(self, obj, user):
        if not self._est_de_ceux_qui_relisent(user):
            return []
        return [
            ("reject", _("Demander de compléter"), True),
            ("approve", _("Publier"), False),
        ]

    def get_form_for_action(self, action):
        from communautes.retours.forms_relecture import CompleterForm

        return CompleterForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        from communautes.retours.services import relecture

        retour = task_state.workflow_state.content_object
        if action_name == "approve":
            relecture.publier(retour, par=user)
        else:
            relecture.demander_de_completer(retour, par=user, **kwargs)

    @classmethod
    def get_description(cls):
        return _("L’ANCT relit un retour d’expérience, le publie ou demande de le compléter.")

    def _est_de_ceux_qui_relisent(self, user) -> bool:
        from communautes.retours.permissions import relit

        return relit(user)
