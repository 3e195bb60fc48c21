/* Fields, forms and buttons that Wagtail draws without a name, or under another than the one that is
   read: a screen reader says what is written beside them. They come and go with lists and blocks. */
(() => {
  const texte = (element) => (element?.textContent ?? "").replace("*", "").trim();
  const nommer = (element, nom) => nom && element.setAttribute("aria-label", nom);

  const duChamp = (element) =>
    texte(element.closest(".w-field__wrapper")?.querySelector(".w-field__label")) ||
    texte(element.closest(".w-panel")?.querySelector("[data-panel-heading-text]"));

  const REGLES = [
    [".tagit-new input", duChamp],
    [".public-DraftEditor-content", duChamp],
    ["form[role=search]", (form) => {
      const champ = form.querySelector("input:not([type=hidden])");
      return texte(champ?.labels?.[0]) || champ?.getAttribute("aria-label") || champ?.placeholder;
    }],
  ];

  const passer = () => {
    for (const [selecteur, nom] of REGLES) {
      for (const element of document.querySelectorAll(`${selecteur}:not([aria-label])`)) {
        nommer(element, nom(element));
      }
    }
    // The button of filters says how many act; its name does not.
    for (const bouton of document.querySelectorAll(".w-dropdown__toggle[aria-label]")) {
      const nom = (bouton.dataset.nom ??= bouton.getAttribute("aria-label"));
      const lu = texte(bouton) && bouton.innerText.trim(); // a count of none is there, hidden
      bouton.setAttribute("aria-label", lu && !nom.includes(lu) ? `${nom} : ${lu}` : nom);
    }
  };

  let prevu = false;
  const prevoir = () => {
    if (prevu) return;
    prevu = true;
    requestAnimationFrame(() => {
      prevu = false;
      passer();
    });
  };
  document.addEventListener("DOMContentLoaded", () => {
    passer();
    new MutationObserver(prevoir).observe(document.body, { childList: true, subtree: true });
  });
})();
