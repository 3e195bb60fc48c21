/* A file that is too heavy is refused before it leaves, and the form keeps what was typed. The server
   checks again. Listens on the document: choosers bring their forms in later. */
document.addEventListener("change", (evenement) => {
  const champ = evenement.target;
  if (!(champ instanceof HTMLInputElement) || !champ.dataset.tecOctetsMax) return;
  const maximum = Number(champ.dataset.tecOctetsMax);
  const trop = [...champ.files].some((fichier) => fichier.size > maximum);
  champ.setCustomValidity(trop ? champ.dataset.tecTropLourd : "");
  if (trop) champ.reportValidity();
});
