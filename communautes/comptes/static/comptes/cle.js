// Passkeys: the browser makes or uses a key, the form carries what it answers. Bytes travel in base64url.
const octets = (texte) =>
  Uint8Array.from(atob(texte.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const texte = (tampon) =>
  btoa(String.fromCharCode(...new Uint8Array(tampon)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const designees = (cles) => (cles || []).map((cle) => ({ ...cle, id: octets(cle.id) }));

async function ajouter(options) {
  const cle = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: octets(options.challenge),
      user: { ...options.user, id: octets(options.user.id) },
      excludeCredentials: designees(options.excludeCredentials),
    },
  });
  return envoi(cle, {
    attestationObject: texte(cle.response.attestationObject),
    transports: cle.response.getTransports ? cle.response.getTransports() : [],
  });
}

async function prouver(options) {
  const cle = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: octets(options.challenge),
      allowCredentials: designees(options.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = cle.response;
  return envoi(cle, {
    authenticatorData: texte(authenticatorData),
    signature: texte(signature),
    userHandle: userHandle ? texte(userHandle) : null,
  });
}

function envoi(cle, reponse) {
  return JSON.stringify({
    id: cle.id,
    rawId: texte(cle.rawId),
    type: cle.type,
    clientExtensionResults: cle.getClientExtensionResults(),
    response: { clientDataJSON: texte(cle.response.clientDataJSON), ...reponse },
  });
}

for (const formulaire of document.querySelectorAll("[data-cle]")) {
  formulaire.addEventListener("submit", async (evenement) => {
    const nom = formulaire.elements.nom;
    if (nom && !nom.value.trim()) return; // the server says what is missing
    evenement.preventDefault();
    const refus = formulaire.querySelector("[data-refus]");
    refus.hidden = true;
    try {
      const options = JSON.parse(formulaire.dataset.options).publicKey;
      const agir = formulaire.dataset.cle === "ajouter" ? ajouter : prouver;
      formulaire.elements.credential.value = await agir(options);
      formulaire.submit();
    } catch {
      refus.hidden = false;
    }
  });
}
