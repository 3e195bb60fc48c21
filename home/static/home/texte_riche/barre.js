// Buttons over a textarea: each writes the signs that one could type (home/texte_riche). Undo keeps working.
const AUTOUR = { gras: "**", italique: "*" };
const DEVANT = { puces: () => "- ", rangs: (rang) => `${rang + 1}. `, citation: () => "> " };
const DEJA = { puces: /^- /, rangs: /^\d+\. /, citation: /^> ?/ };

function remplacer(zone, debut, fin, texte) {
  zone.focus();
  zone.setSelectionRange(debut, fin);
  // The only insertion that the browser's own undo knows.
  if (!document.execCommand("insertText", false, texte)) {
    zone.setRangeText(texte, debut, fin, "end");
    zone.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function entourer(zone, signe) {
  const { selectionStart: debut, selectionEnd: fin, value } = zone;
  const long = signe.length;
  if (value.slice(debut - long, debut) === signe && value.slice(fin, fin + long) === signe) {
    const dedans = value.slice(debut, fin);
    remplacer(zone, debut - long, fin + long, dedans);
    zone.setSelectionRange(debut - long, fin - long);
    return;
  }
  remplacer(zone, debut, fin, signe + value.slice(debut, fin) + signe);
  zone.setSelectionRange(debut + long, fin + long);
}

function commencer(zone, genre) {
  const { value } = zone;
  const debut = value.lastIndexOf("\n", zone.selectionStart - 1) + 1;
  const suite = value.indexOf("\n", zone.selectionEnd);
  const fin = suite < 0 ? value.length : suite;
  const lignes = value.slice(debut, fin).split("\n");
  const toutes = lignes.every((ligne) => DEJA[genre].test(ligne));
  const faites = lignes.map((ligne, rang) =>
    toutes ? ligne.replace(DEJA[genre], "") : DEVANT[genre](rang) + ligne,
  );
  // A list or a quotation begins after an empty line, or it would go on with the paragraph above.
  const avant = value.slice(0, debut);
  const vide = toutes || !avant || avant.endsWith("\n\n") || DEJA[genre].test(avant.trimEnd().split("\n").at(-1));
  remplacer(zone, debut, fin, (vide ? "" : "\n") + faites.join("\n"));
}

function lier(zone, exemple) {
  const { selectionStart: debut, selectionEnd: fin, value } = zone;
  const choisi = value.slice(debut, fin);
  const adresse = /^https?:\/\/\S+$/.test(choisi) ? choisi : "https://";
  const texte = adresse === choisi ? exemple : choisi || exemple;
  remplacer(zone, debut, fin, `[${texte}](${adresse})`);
  const ou = adresse === choisi ? debut + 1 : debut + texte.length + 3;
  zone.setSelectionRange(ou, ou + (adresse === choisi ? texte : adresse).length);
}

function ecrire(zone, bouton) {
  const { signe, exemple } = bouton.dataset;
  if (signe in AUTOUR) entourer(zone, AUTOUR[signe]);
  else if (signe in DEVANT) commencer(zone, signe);
  else lier(zone, exemple);
}

// A toolbar is one stop of the keyboard; its arrows go from button to button.
function circuler(boutons, touche, ici) {
  const pas = { ArrowRight: ici + 1, ArrowLeft: ici - 1, Home: 0, End: boutons.length - 1 }[touche];
  if (pas === undefined) return false;
  const la = (pas + boutons.length) % boutons.length;
  boutons.forEach((bouton, rang) => (bouton.tabIndex = rang === la ? 0 : -1));
  boutons[la].focus();
  return true;
}

for (const cadre of document.querySelectorAll("[data-tec-ecrire]:not([data-pret])")) {
  const zone = cadre.querySelector("textarea");
  const barre = cadre.querySelector("[role=toolbar]");
  const boutons = [...barre.querySelectorAll("button")];
  cadre.dataset.pret = "";
  barre.hidden = false;
  boutons.forEach((bouton, rang) => (bouton.tabIndex = rang ? -1 : 0));
  barre.addEventListener("click", (clic) => {
    const bouton = clic.target.closest("button");
    if (bouton) ecrire(zone, bouton);
  });
  barre.addEventListener("keydown", (touche) => {
    if (circuler(boutons, touche.key, boutons.indexOf(touche.target))) touche.preventDefault();
  });
  zone.addEventListener("keydown", (touche) => {
    if (!(touche.ctrlKey || touche.metaKey) || touche.altKey || touche.shiftKey) return;
    const signe = { b: "gras", i: "italique" }[touche.key.toLowerCase()];
    if (!signe) return;
    touche.preventDefault();
    entourer(zone, AUTOUR[signe]);
  });
}
