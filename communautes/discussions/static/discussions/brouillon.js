// What is typed is kept: in this tab at once, on the server a little later. The form itself
// works without this script: « Enregistrer le brouillon » is a button.
const LOCAL = "tec-brouillon:";
const JOURS = 14;

// A page of this room that shows no error: what was being sent has arrived.
if (!document.querySelector("[data-tec-erreurs]")) {
  const partie = session("lire");
  if (partie && document.querySelector(".fr-alert--success")) oublier(partie);
}
session("effacer");

for (const formulaire of document.querySelectorAll("form[data-brouillon]")) suivre(formulaire);

function suivre(formulaire) {
  const cle = `${LOCAL}${formulaire.dataset.personne}:${formulaire.dataset.brouillon}`;
  const etat = formulaire.querySelector("[data-brouillon-etat]");
  const champs = [...formulaire.querySelectorAll("[name=titre], [name=texte]")];
  let minuterie = 0;
  let envoye = false;

  const garde = lire(cle);
  if (garde && champs.every((champ) => !champ.value.trim())) {
    for (const champ of champs) champ.value = garde[champ.name] ?? "";
  }

  formulaire.addEventListener("input", () => {
    ecrire(cle, champs);
    clearTimeout(minuterie);
    minuterie = setTimeout(() => envoyer(), 2000);
  });
  addEventListener("pagehide", () => envoye || ecrire(cle, champs));

  // Two clicks are one message: the server knows it by its key, the second click says nothing.
  // What is kept here goes once the next page has shown that it was received (see below).
  formulaire.addEventListener("submit", (envoi) => {
    if (envoye) return envoi.preventDefault();
    if (envoi.submitter?.name === "repartir") {
      envoye = true;
      clearTimeout(minuterie);
      return oublier(cle);
    }
    if (envoi.submitter?.name) return;
    envoye = true;
    clearTimeout(minuterie);
    marquer(cle);
    setTimeout(() => (envoye = false), 8000);
  });

  async function envoyer(encore = true) {
    if (envoye) return;
    const corps = new FormData();
    corps.set("csrfmiddlewaretoken", formulaire.elements.csrfmiddlewaretoken.value);
    for (const champ of champs) corps.set(champ.name, champ.value);
    try {
      const reponse = await fetch(formulaire.dataset.brouillon, {
        method: "POST",
        body: new URLSearchParams(corps),
        headers: { "X-Requested-With": "XMLHttpRequest" },
        redirect: "error",
      });
      if (reponse.status === 200 && etat) etat.textContent = await reponse.text();
      if (reponse.status === 403 && encore) {
        // Signing in, in another tab, changes the token: the answer has the new one.
        formulaire.elements.csrfmiddlewaretoken.value = (await reponse.json()).jeton;
        envoyer(false);
      }
    } catch {
      // No session, no network: the copy of this tab stays.
    }
  }
}

function ecrire(cle, champs) {
  const valeurs = Object.fromEntries(champs.map((champ) => [champ.name, champ.value]));
  if (champs.every((champ) => !champ.value.trim())) return oublier(cle);
  try {
    sessionStorage.setItem(cle, JSON.stringify({ ...valeurs, le: Date.now() }));
  } catch {
    // Storage refused or full: the server's copy is left.
  }
}

function lire(cle) {
  try {
    const garde = JSON.parse(sessionStorage.getItem(cle));
    if (garde && Date.now() - garde.le < JOURS * 86400000) return garde;
    sessionStorage.removeItem(cle);
  } catch {
    // Nothing that can be read.
  }
  return null;
}

function oublier(cle) {
  try {
    sessionStorage.removeItem(cle);
  } catch {
    // Nothing to forget.
  }
}

function marquer(cle) {
  session("ecrire", cle);
}

function session(acte, cle) {
  try {
    if (acte === "ecrire") sessionStorage.setItem(`${LOCAL}envoi`, cle);
    else if (acte === "effacer") sessionStorage.removeItem(`${LOCAL}envoi`);
    else return sessionStorage.getItem(`${LOCAL}envoi`);
  } catch {
    // Storage refused.
  }
  return null;
}
