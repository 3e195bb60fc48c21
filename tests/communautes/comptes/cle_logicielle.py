"""A passkey made of software, that answers as a browser does."""

import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
)

IDENTIFIANT = b"cle-logicielle-de-test"
PRESENTE = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


class Cle:
    def __init__(self, hote: str = "localhost"):
        self.hote, self.secret = hote, ec.generate_private_key(ec.SECP256R1())

    def creer(self, options: dict) -> str:
        publique = ES256.from_cryptography_key(self.secret.public_key())
        donnees = AttestedCredentialData.create(Aaguid.NONE, IDENTIFIANT, publique)
        authentique = AuthenticatorData.create(
            sha256(self.hote.encode()), PRESENTE | AuthenticatorData.FLAG.AT, 0, donnees
        )
        attestation = AttestationObject.create("none", authentique, {})
        client = self._client("webauthn.create", options)
        return self._reponse(client, attestationObject=websafe_encode(bytes(attestation)))

    def prouver(self, options: dict) -> str:
        authentique = AuthenticatorData.create(sha256(self.hote.encode()), PRESENTE, 1)
        client = self._client("webauthn.get", options)
        signature = self.secret.sign(bytes(authentique) + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self._reponse(
            client,
            authenticatorData=websafe_encode(bytes(authentique)),
            signature=websafe_encode(signature),
        )

    def _client(self, genre: str, options: dict) -> bytes:
        defi = options["publicKey"]["challenge"]
        assert websafe_decode(defi)
        return json.dumps(
            {"type": genre, "challenge": defi, "origin": f"https://{self.hote}"}
        ).encode()

    def _reponse(self, client: bytes, **reponse) -> str:
        identifiant = websafe_encode(IDENTIFIANT)
        return json.dumps(
            {
                "id": identifiant,
                "rawId": identifiant,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {"clientDataJSON": websafe_encode(client), **reponse},
            }
        )
