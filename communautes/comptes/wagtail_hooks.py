from wagtail import hooks

from communautes.comptes.viewsets import ACTIONS

for action in ACTIONS:
    # After Wagtail's own, which bear the same names: the last one registered stays.
    hooks.register("register_bulk_action", action, order=10)
