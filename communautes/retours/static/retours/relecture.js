// Remarks of « Demander de compléter », as they are typed: closing their window forgets nothing,
// and what did not leave is said. Wagtail draws the window again each time it is opened.
document.addEventListener("DOMContentLoaded", () => {
  const panneau = document.querySelector("[data-retours-relecture]");
  if (!panneau || !window.jQuery) return;
  const ADRESSE = /\/workflow\/collect_action_data\//;
  const gardees = new Map();
  let adresse = "";

  const fenetre = () =>
    [...document.querySelectorAll(".modal form")].find((form) => ADRESSE.test(form.action));

  document.addEventListener("input", ({ target }) => {
    if (target.form && target.form === fenetre()) gardees.set(target.name, target.value);
  });

  window.jQuery(document).on("ajaxSuccess", (evenement, reponse, { url }) => {
    if (!ADRESSE.test(url)) return;
    adresse = "";
    for (const champ of fenetre()?.elements ?? []) {
      if (gardees.has(champ.name) && !champ.value) champ.value = gardees.get(champ.name);
    }
  });

  window.jQuery(document).on("ajaxError", (evenement, reponse, { url }) => {
    if (!ADRESSE.test(url)) return;
    adresse = url;
    dire(fenetre() ?? panneau);
    for (const bouton of document.querySelectorAll(
      ".modal form button, [data-workflow-action-modal-url]",
    )) {
      bouton.removeAttribute("disabled");
      bouton.removeAttribute("data-w-progress-loading-value");
    }
  });

  // Signed in again in another tab: the forms of this one must know it.
  addEventListener("focus", async () => {
    if (!adresse) return;
    const entetes = { "X-Requested-With": "XMLHttpRequest" };
    const reponse = await fetch(adresse, { headers: entetes }).catch(() => null);
    if (!reponse?.ok) return;
    const neuf = new DOMParser().parseFromString((await reponse.json()).html ?? "", "text/html");
    const jeton = neuf.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!jeton) return;
    for (const champ of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
      champ.value = jeton;
    }
  });

  function dire(ou) {
    document.querySelector("[data-retours-perdu]")?.remove();
    const phrase = document.createElement("p");
    phrase.dataset.retoursPerdu = "";
    phrase.className = "help-block help-critical";
    phrase.setAttribute("role", "alert");
    phrase.textContent = panneau.dataset.perdu;
    ou.prepend(phrase);
    phrase.scrollIntoView({ block: "center" });
  }
});
