// The button of another code waits for its delay; without this script, the server says it.
const bouton = document.querySelector("[data-attente]");
const secondes = document.querySelector("[data-secondes]");
if (bouton && secondes) {
  const fin = Date.now() + 1000 * Number(bouton.dataset.attente);
  bouton.disabled = true;
  const battement = setInterval(() => {
    const reste = Math.max(0, Math.ceil((fin - Date.now()) / 1000));
    secondes.textContent = reste;
    if (reste) return;
    clearInterval(battement);
    bouton.disabled = false;
    bouton.removeAttribute("aria-describedby");
    document.getElementById("attente").remove();
  }, 500);
}
