// Around the list that htmx replaces: filters stay open on a phone, and the new count is said.
const annonce = document.getElementById("annonce-resultats");
let ouverts = false;

document.addEventListener("htmx:beforeSwap", () => {
  ouverts = Boolean(document.querySelector("#filtres:popover-open"));
});

document.addEventListener("htmx:afterSettle", (evenement) => {
  const envoi = evenement.detail.requestConfig?.triggeringEvent?.type === "submit";
  if (ouverts && !envoi) document.getElementById("filtres")?.showPopover();
  if (annonce) annonce.textContent = document.getElementById("resultats-titre")?.textContent ?? "";
});
