"""An OpenID Connect provider of the tests' own, as strict as ProConnect, that fails on demand.

A real server on a free port, with keys made at start: discovery, authorize (answers at once),
token, userinfo signed as a JWT, keys, end of session.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = {"client_id": "portail", "client_secret": "un secret du test, assez long pour HS256"}
SITE = "http://testserver"  # the portal's, as Django's test client calls it
DEMANDE = {
    "response_type",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "acr_values",
    "claims",
    "code_challenge",
    "code_challenge_method",
}
PERSONNE = {
    "sub": "sub-de-camille",
    "given_name": "Camille",
    "usual_name": "Durand",
    "email": "camille.durand@commune.example.org",
    "siret": "21920023500014",
    "uid": "1234",
    "idp_id": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
}
LENTEUR = 3.0  # seconds, beyond what the tests let the portal wait
FERME = "http://127.0.0.1:9"  # nobody listens there


class Fournisseur:
    def __init__(self, *, site: str = SITE, port: int = 0):
        self.declarer(site)
        self.serveur = ThreadingHTTPServer(("127.0.0.1", port), Requete)
        self.serveur.daemon_threads = True
        self.serveur.fournisseur = self
        self.adresse = f"http://127.0.0.1:{self.serveur.server_port}"
        self.cles = {
            nom: rsa.generate_private_key(public_exponent=65537, key_size=2048)
            for nom in ("une", "autre")
        }
        self.fil = threading.Thread(target=self.serveur.serve_forever, args=(0.05,), daemon=True)
        self.remettre_en_etat()

    def declarer(self, site: str) -> None:
        """The addresses of the only client, to the letter."""
        self.retour = f"{site}/connexion/proconnect/retour/"
        self.sortie = f"{site}/connexion/proconnect/sortie/"

    def remettre_en_etat(self) -> None:
        """As when it works, and for nobody that it has met."""
        self.personne = dict(PERSONNE)
        self.amr = ["pwd"]
        self.jeton, self.identite = {}, {}  # claims put in the place of the right ones
        self.kid = "une"  # the key that is published
        self.signe = {"jeton": "une", "identite": "une"}  # the one that signs
        self.algorithme = {"jeton": "RS256", "identite": "RS256"}
        self.erreur = ""  # what authorize answers
        self.pannes = {}  # path → « fermee », « lente », « 500 », « texte »
        self.codes, self.acces, self.requetes = {}, {}, []

    def demarrer(self) -> "Fournisseur":
        self.fil.start()
        return self

    def arreter(self) -> None:
        self.serveur.shutdown()
        self.serveur.server_close()
        self.fil.join()

    def decouverte(self) -> dict:
        adresses = {
            "authorization_endpoint": "/authorize",
            "token_endpoint": "/token",
            "userinfo_endpoint": "/userinfo",
            "jwks_uri": "/jwks",
            "end_session_endpoint": "/session/end",
        }
        return {"issuer": self.adresse} | {
            nom: (FERME if self.pannes.get(chemin) == "fermee" else self.adresse) + chemin
            for nom, chemin in adresses.items()
        }

    def jwks(self) -> dict:
        publique = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.cles[self.kid].public_key()))
        return {"keys": [publique | {"kid": self.kid, "use": "sig", "alg": "RS256"}]}

    def autoriser(self, demande: dict) -> str:
        """Where the browser goes with a code; AssertionError where ProConnect would say Y000400."""
        assert demande.keys() == DEMANDE, demande
        assert demande["client_id"] == CLIENT["client_id"]
        assert demande["redirect_uri"] == self.retour
        assert demande["response_type"] == "code"
        assert demande["acr_values"] == "eidas1"
        assert json.loads(demande["claims"]) == {"id_token": {"amr": {"essential": True}}}
        assert demande["code_challenge_method"] == "S256"
        assert min(len(demande["state"]), len(demande["nonce"])) >= 32
        portee = {"openid", "given_name", "usual_name", "email", "siret", "uid"}
        assert set(demande["scope"].split()) == portee
        reponse = {"state": demande["state"]}
        if self.erreur:
            reponse["error"] = self.erreur
        else:
            reponse["code"] = secrets.token_urlsafe(16)
            self.codes[reponse["code"]] = demande
        return f"{demande['redirect_uri']}?{urlencode(reponse)}"

    def echanger(self, champs: dict) -> tuple[int, dict]:
        if champs.get("client_secret") != CLIENT["client_secret"]:
            return 401, {"error": "invalid_client"}
        demande = self.codes.pop(champs.get("code"), None)
        preuve = hashlib.sha256(champs.get("code_verifier", "").encode()).digest()
        if (
            demande is None
            or champs.get("grant_type") != "authorization_code"
            or champs.get("redirect_uri") != demande["redirect_uri"]
            or base64.urlsafe_b64encode(preuve).rstrip(b"=").decode() != demande["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        acces = secrets.token_urlsafe(16)
        self.acces[acces] = dict(self.personne)
        attributs = {"sub": self.personne["sub"], "nonce": demande["nonce"], "amr": self.amr}
        jeton = self.signer("jeton", attributs | {"acr": "eidas1"}, self.jeton)
        return 200, {
            "access_token": acces,
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": jeton,
        }

    def signer(self, quoi: str, attributs: dict, fautes: dict) -> str:
        maintenant = int(time.time())
        attributs |= {
            "iss": self.adresse,
            "aud": CLIENT["client_id"],
            "iat": maintenant,
            "exp": maintenant + 60,
        }
        attributs = {c: v for c, v in (attributs | fautes).items() if v is not None}
        algorithme = self.algorithme[quoi]
        cle = {"none": None, "HS256": CLIENT["client_secret"]}.get(
            algorithme, self.cles[self.signe[quoi]]
        )
        return jwt.encode(attributs, cle, algorithm=algorithme, headers={"kid": self.kid})


class Requete(BaseHTTPRequestHandler):
    @property
    def fournisseur(self) -> Fournisseur:
        return self.server.fournisseur

    def do_GET(self):
        chemin, question = self._lue()
        if self._en_panne(chemin):
            return
        f = self.fournisseur
        if chemin == "/.well-known/openid-configuration":
            self._repondre(200, json.dumps(f.decouverte()))
        elif chemin == "/jwks":
            self._repondre(200, json.dumps(f.jwks()))
        elif chemin == "/authorize":
            self._renvoyer(f.autoriser(question))
        elif chemin == "/userinfo":
            self._identite(self.headers.get("Authorization", "").removeprefix("Bearer "))
        elif chemin == "/session/end":
            jwt.decode(question["id_token_hint"], options={"verify_signature": False})
            assert question["post_logout_redirect_uri"] == f.sortie
            self._renvoyer(f"{f.sortie}?{urlencode({'state': question['state']})}")
        else:
            self._repondre(404, "{}")

    def do_POST(self):
        corps = self.rfile.read(int(self.headers["Content-Length"])).decode()
        chemin, _question = self._lue()
        if not self._en_panne(chemin):
            champs = {cle: valeur[0] for cle, valeur in parse_qs(corps).items()}
            statut, reponse = self.fournisseur.echanger(champs)
            self._repondre(statut, json.dumps(reponse))

    def _identite(self, acces: str) -> None:
        personne = self.fournisseur.acces.get(acces)
        if personne is None:
            self._repondre(401, "{}")
        elif self.fournisseur.algorithme["identite"] == "json":
            self._repondre(200, json.dumps(personne))
        else:
            signee = self.fournisseur.signer("identite", personne, self.fournisseur.identite)
            self._repondre(200, signee, "application/jwt")

    def _lue(self) -> tuple[str, dict]:
        parties = urlsplit(self.path)
        self.fournisseur.requetes.append(f"{self.command} {parties.path}")
        return parties.path, {cle: valeur[0] for cle, valeur in parse_qs(parties.query).items()}

    def _en_panne(self, chemin: str) -> bool:
        panne = self.fournisseur.pannes.get(chemin)
        if panne == "500":
            self._repondre(500, "{}")
        elif panne == "texte":
            self._repondre(200, "<html>Service indisponible</html>", "text/html")
        elif panne == "renvoi":
            self._renvoyer(f"{self.fournisseur.adresse}/ailleurs")
        elif panne == "lente":
            time.sleep(LENTEUR)
            self.close_connection = True
        return panne in {"500", "texte", "renvoi", "lente"}

    def _renvoyer(self, adresse: str) -> None:
        self.send_response(302)
        self.send_header("Location", adresse)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _repondre(self, statut: int, corps: str, genre: str = "application/json") -> None:
        octets = corps.encode()
        self.send_response(statut)
        self.send_header("Content-Type", genre)
        self.send_header("Content-Length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *args):
        return
