// Around the list that htmx replaces: filters stay open on a phone, focus stays, the count is said.
const annonce = document.getElementById("annonce-resultats");
let ouverts = false;
let foyer = "";
let hauteur = 0;

document.addEventListener("submit", (envoi) => {
  if (envoi.target.matches("[popover]:popover-open")) envoi.target.hidePopover();
});

document.addEventListener("htmx:beforeSwap", () => {
  ouverts = Boolean(document.querySelector("#filtres:popover-open"));
  foyer = document.activeElement?.id ?? "";
  hauteur = document.querySelector(".tec-facettes__groupes")?.scrollTop ?? 0;
});

document.addEventListener("htmx:afterSettle", () => {
  if (ouverts) document.getElementById("filtres")?.showPopover();
  const groupes = document.querySelector(".tec-facettes__groupes");
  if (groupes) groupes.scrollTop = hauteur;
  if (foyer) document.getElementById(foyer)?.focus({ preventScroll: true });
  if (annonce) annonce.textContent = document.getElementById("resultats-titre")?.textContent ?? "";
});
