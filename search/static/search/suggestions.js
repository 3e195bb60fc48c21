// Suggestions under the search box: a combobox (WAI-ARIA 1.2, list autocomplete with manual selection).
// Without this script the box is a plain search field.
const ATTENTE = 150; // milliseconds after the last key
const MINIMUM = 2; // signs

function equiper(champ) {
  const liste = document.createElement("ul");
  liste.id = `${champ.id}-suggestions`;
  liste.className = "tec-suggestions";
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", champ.labels[0]?.textContent.trim() ?? "");
  liste.hidden = true;
  const annonce = document.createElement("p");
  annonce.className = "fr-sr-only";
  annonce.setAttribute("role", "status");
  champ.form.append(liste, annonce);
  champ.setAttribute("role", "combobox");
  champ.setAttribute("aria-autocomplete", "list");
  champ.setAttribute("aria-controls", liste.id);
  champ.setAttribute("aria-expanded", "false");
  let active = -1;
  let minuterie;
  let demande = 0;

  const options = () => [...liste.children];

  function fermer() {
    liste.hidden = true;
    active = -1;
    champ.setAttribute("aria-expanded", "false");
    champ.removeAttribute("aria-activedescendant");
  }

  function activer(rang) {
    active = rang;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === rang)));
    if (rang < 0) champ.removeAttribute("aria-activedescendant");
    else champ.setAttribute("aria-activedescendant", options()[rang].id);
  }

  function montrer(suggestions) {
    liste.replaceChildren(
      ...suggestions.map(({ titre, url, nature }, rang) => {
        const option = document.createElement("li");
        option.id = `${liste.id}-${rang}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = url;
        const genre = document.createElement("span");
        genre.textContent = nature;
        option.append(`${titre} `, genre);
        return option;
      }),
    );
    active = -1;
    liste.hidden = suggestions.length === 0;
    champ.setAttribute("aria-expanded", String(suggestions.length > 0));
    annonce.textContent = suggestions.length ? `${suggestions.length} ${champ.dataset.tecAnnonce}` : "";
  }

  async function chercher() {
    const texte = champ.value.trim();
    const numero = ++demande;
    if (texte.length < MINIMUM) return fermer();
    const adresse = `${champ.dataset.tecSuggestions}?${new URLSearchParams({ q: texte })}`;
    const reponse = await fetch(adresse, { headers: { Accept: "application/json" } }).catch(() => null);
    if (numero !== demande || !reponse?.ok) return;
    montrer((await reponse.json()).suggestions);
  }

  champ.addEventListener("input", () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(chercher, ATTENTE);
  });
  champ.addEventListener("keydown", (evenement) => {
    const nombre = liste.hidden ? 0 : options().length;
    if (evenement.key === "Escape") fermer();
    else if (!nombre) return;
    else if (evenement.key === "ArrowDown") activer((active + 1) % nombre);
    else if (evenement.key === "ArrowUp") activer(active <= 0 ? nombre - 1 : active - 1);
    else if (evenement.key === "Enter" && active >= 0) location.assign(options()[active].dataset.url);
    else return;
    evenement.preventDefault();
  });
  liste.addEventListener("mousedown", (evenement) => {
    const option = evenement.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  champ.addEventListener("blur", fermer);
}

document.querySelectorAll("[data-tec-suggestions]").forEach(equiper);
