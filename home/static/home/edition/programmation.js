/* A date of the schedule that is refused is said in Wagtail's dialog, which does not open by itself:
   it opens where something in it is red. */
document.addEventListener("w-dialog:ready", (evenement) => {
  const fenetre = evenement.target;
  if (fenetre.id === "schedule-publishing-dialog" && fenetre.querySelector(".w-field--error")) {
    fenetre.dispatchEvent(new CustomEvent("w-dialog:show"));
  }
});
