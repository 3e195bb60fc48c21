"""How a mail says that its text must not be kept. The outbox (communautes/notifications) obeys.

`EmailMessage(…, headers={ENTETE_CONFIDENTIEL: "900"})`: encrypted while it waits, worthless and
erased after 900 seconds, erased as soon as it is sent. The header itself never leaves.
"""

ENTETE_CONFIDENTIEL = "X-Tec-Confidentiel"
