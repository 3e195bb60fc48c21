// A collectivité is chosen: a combobox (WAI-ARIA 1.2, list autocomplete with manual selection).
// Without this script what is typed is sent, and the page asks which one when there are several.
const ATTENTE = 150; // milliseconds after the last key

function equiper(bloc) {
  const champ = bloc.querySelector("input[type=text]");
  let cle = bloc.querySelector("input[type=hidden]");
  const liste = document.createElement("ul");
  liste.id = `${champ.id}-options`;
  liste.className = "tec-suggestions";
  liste.setAttribute("role", "listbox");
  liste.setAttribute("aria-label", champ.labels[0]?.firstChild.textContent.trim() ?? "");
  liste.hidden = true;
  const autres = Object.assign(document.createElement("p"), { className: "fr-hint-text tec-choix__autres", hidden: true });
  autres.textContent = bloc.dataset.tecAutres;
  const annonce = document.createElement("p");
  annonce.className = "fr-sr-only";
  annonce.setAttribute("role", "status");
  bloc.append(liste, autres, annonce);
  champ.setAttribute("role", "combobox");
  champ.setAttribute("aria-autocomplete", "list");
  champ.setAttribute("aria-controls", liste.id);
  champ.setAttribute("aria-expanded", "false");
  let active = -1;
  let minuterie;
  let demande = 0;

  const options = () => [...liste.children];

  function fermer() {
    clearTimeout(minuterie);
    demande += 1; // an answer on its way opens nothing any more
    liste.hidden = true;
    active = -1;
    champ.setAttribute("aria-expanded", "false");
    champ.removeAttribute("aria-activedescendant");
  }

  function activer(rang) {
    active = rang;
    options().forEach((option, place) => option.setAttribute("aria-selected", String(place === rang)));
    champ.setAttribute("aria-activedescendant", options()[rang].id);
    options()[rang].scrollIntoView({ block: "nearest" });
  }

  function choisir(option) {
    champ.value = option.dataset.intitule;
    poser(option.dataset.cle);
    annonce.textContent = option.dataset.intitule;
    autres.hidden = true;
    fermer();
  }

  function poser(valeur) {
    if (!cle) {
      // The radio buttons of a page that asked which one give way to what is typed now.
      const radios = bloc.querySelector("fieldset");
      cle = Object.assign(document.createElement("input"), { type: "hidden" });
      cle.name = radios.querySelector("input").name;
      radios.replaceWith(cle);
    }
    cle.value = valeur;
  }

  function montrer(collectivites, suite) {
    liste.replaceChildren(
      ...collectivites.map((collectivite, rang) => {
        const option = document.createElement("li");
        option.id = `${liste.id}-${rang}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.cle = collectivite.cle;
        option.dataset.intitule = collectivite.intitule;
        const genre = document.createElement("span");
        genre.textContent = collectivite.type;
        option.append(`${collectivite.intitule} `, genre);
        return option;
      }),
    );
    active = -1;
    champ.removeAttribute("aria-activedescendant");
    liste.hidden = collectivites.length === 0;
    champ.setAttribute("aria-expanded", String(collectivites.length > 0));
    autres.hidden = !suite;
    annonce.textContent = collectivites.length
      ? `${collectivites.length} ${bloc.dataset.tecAnnonce}${suite ? `. ${bloc.dataset.tecAutres}` : ""}`
      : bloc.dataset.tecVide;
  }

  async function chercher() {
    const texte = champ.value.trim();
    if (texte.length < Number(bloc.dataset.tecMinimum)) return fermer();
    const numero = ++demande;
    const question = new URLSearchParams({ q: texte });
    if (bloc.dataset.tecTypes) question.set("types", bloc.dataset.tecTypes);
    const reponse = await fetch(`${bloc.dataset.tecChoix}?${question}`, {
      headers: { Accept: "application/json" },
    }).catch(() => null);
    if (numero !== demande || !reponse?.ok) return;
    const { collectivites, autres: suite } = await reponse.json();
    if (numero === demande) montrer(collectivites, suite);
  }

  champ.addEventListener("input", () => {
    if (cle?.value) poser("");
    clearTimeout(minuterie);
    minuterie = setTimeout(chercher, ATTENTE);
  });
  champ.addEventListener("keydown", (evenement) => {
    const nombre = liste.hidden ? 0 : options().length;
    if (evenement.key === "ArrowDown" && !nombre) chercher();
    else if (!nombre) return;
    else if (evenement.key === "Escape") fermer();
    else if (evenement.key === "ArrowDown") activer((active + 1) % nombre);
    else if (evenement.key === "ArrowUp") activer(active <= 0 ? nombre - 1 : active - 1);
    else if (evenement.key === "Enter" && active >= 0) choisir(options()[active]);
    else return;
    evenement.preventDefault();
  });
  liste.addEventListener("mousedown", (evenement) => {
    evenement.preventDefault(); // the field keeps the focus
    const option = evenement.target.closest("[role=option]");
    if (option) choisir(option);
  });
  champ.addEventListener("blur", fermer);
}

document.querySelectorAll("[data-tec-choix]").forEach(equiper);
