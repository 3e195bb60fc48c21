// What is typed is kept on the server, a moment later; the page says when. The form works
// without this script: each of its buttons keeps the step.
const ATTENTE = 1500;
const REPRISE = 10000;

for (const formulaire of document.querySelectorAll("form[data-garder]")) suivre(formulaire);

function suivre(formulaire) {
  const etat = formulaire.querySelector("[data-garder-etat]");
  let minuterie = 0;
  let envoye = false;
  let change = false;
  let perdu = false; // what was typed is nowhere but here

  formulaire.addEventListener("input", (saisie) => {
    if (saisie.target.type === "file") return;
    change = true;
    plus_tard(ATTENTE);
  });

  // Two clicks are one sending.
  formulaire.addEventListener("submit", (envoi) => {
    if (envoye) return envoi.preventDefault();
    envoye = true;
    clearTimeout(minuterie);
    setTimeout(() => (envoye = false), 8000);
  });
  addEventListener("pageshow", () => (envoye = false));

  // The telephone rings, the tab is closed: at once.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && change) garder(true);
  });
  addEventListener("beforeunload", (depart) => {
    if (perdu && !envoye) depart.preventDefault();
  });

  function plus_tard(delai) {
    clearTimeout(minuterie);
    minuterie = setTimeout(garder, delai);
  }

  function poster(enPartant) {
    const corps = new FormData(formulaire);
    corps.delete("fichiers");
    const texte = new URLSearchParams(corps);
    return fetch(formulaire.action, {
      method: "POST",
      body: texte,
      headers: { "X-Requested-With": "XMLHttpRequest" },
      redirect: "manual",
      keepalive: enPartant === true && texte.toString().length < 60000,
    });
  }

  // Signing in, in another tab, changes the token: the answer has the new one.
  async function reprendreLeJeton(reponse) {
    if (reponse.status !== 403) return false;
    const { jeton } = await reponse
      .clone()
      .json()
      .catch(() => ({}));
    if (jeton) formulaire.elements.csrfmiddlewaretoken.value = jeton;
    return Boolean(jeton);
  }

  async function garder(enPartant) {
    if (envoye) return;
    clearTimeout(minuterie);
    change = false;
    try {
      let reponse = await poster(enPartant);
      if (await reprendreLeJeton(reponse)) reponse = await poster(enPartant);
      if (reponse.type === "opaqueredirect") {
        perdu = true;
        return dire(formulaire.dataset.session, true);
      }
      const dit = await reponse.json();
      perdu = !reponse.ok;
      if (dit.lu) formulaire.elements.lu.value = dit.lu;
      dire(dit.etat ?? formulaire.dataset.session, !reponse.ok);
    } catch {
      change = perdu = true;
      dire(formulaire.dataset.reseau, true);
      plus_tard(REPRISE);
    }
  }

  function dire(phrase, faux) {
    etat.textContent = phrase;
    etat.classList.toggle("retours-etat--faux", faux);
  }
}
