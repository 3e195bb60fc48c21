"""How a mail says that its text must not be kept. The outbox (communautes/notifications) obeys.

`EmailMessage(…, headers={ENTETE_CONFIDENTIEL: "900"})`: encrypted while it waits, worthless and
erased after 900 seconds, erased as soon as it is sent. The header itself never leaves.

`ENTETE_A_OUBLIER` ("oui"): nothing at all is kept, its addressee neither, once it is sent or given
up. It is for the last mail of an account.

`ENTETE_NOTIFICATIONS` ("56,78"): keys of the news that it tells; once one of them may be read no
more, it does not leave.

`ENTETE_AU_SUJET_DE` ("12,34"): keys of the accounts that the text names, other than its addressee:
what it says of them goes with them. None of these headers leaves.
"""

ENTETE_CONFIDENTIEL = "X-Tec-Confidentiel"
ENTETE_A_OUBLIER = "X-Tec-A-Oublier"
ENTETE_AU_SUJET_DE = "X-Tec-Au-Sujet-De"
ENTETE_NOTIFICATIONS = "X-Tec-Notifications"
