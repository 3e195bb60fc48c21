// Small comforts; everything works without them.
const racine = document.documentElement;

// Display settings: light, dark, or as the system says.
for (const choix of document.querySelectorAll("[data-tec-theme]")) {
  choix.checked = choix.value === (racine.dataset.frTheme || "system");
  choix.addEventListener("change", () => {
    if (choix.value === "system") delete racine.dataset.frTheme;
    else racine.dataset.frTheme = choix.value;
    try {
      if (choix.value === "system") localStorage.removeItem("tec-theme");
      else localStorage.setItem("tec-theme", choix.value);
    } catch {
      // Storage refused: the choice lasts for this page.
    }
  });
}

// A form that comes back with errors begins with their summary.
document.querySelector("[data-tec-erreurs]")?.focus();

// The menu opened on a phone closes when the window becomes wide.
const menu = document.getElementById("menu");
matchMedia("(min-width: 62em)").addEventListener("change", () => {
  if (menu?.matches(":popover-open")) menu.hidePopover();
});

document.addEventListener("click", async (clic) => {
  const bouton = clic.target.closest("[data-tec-imprimer], [data-tec-copier]");
  if (!bouton) return;
  if ("tecImprimer" in bouton.dataset) return print();
  await navigator.clipboard.writeText(location.href.split("#")[0]);
  const dit = bouton.parentElement.querySelector("[role=status]");
  if (dit) dit.textContent = bouton.dataset.tecCopier;
});

// A list whose order is chosen is shown again at once; the button stays for who has no script.
document.addEventListener("change", (changement) => {
  if (changement.target.matches("[data-tec-envoyer]")) changement.target.form.requestSubmit();
});

// Every fold is opened for printing, then put back.
addEventListener("beforeprint", () => {
  for (const pli of document.querySelectorAll("main details:not([open], .tec-tri, .tec-facette)")) {
    pli.open = true;
    pli.dataset.tecPli = "";
  }
});
addEventListener("afterprint", () => {
  for (const pli of document.querySelectorAll("details[data-tec-pli]")) {
    pli.open = false;
    delete pli.dataset.tecPli;
  }
});
