// Signing in, in another tab, changes the token, and no script reads its cookie: the form takes the
// one of a page read at the moment it is sent.
const renvoi = document.getElementById("renvoi");
renvoi.addEventListener("submit", async (evenement) => {
  evenement.preventDefault();
  const page = await fetch(renvoi.dataset.jeton)
    .then((reponse) => reponse.text())
    .catch(() => "");
  const lue = new DOMParser().parseFromString(page, "text/html");
  const jeton = lue.querySelector("[name=csrfmiddlewaretoken]");
  if (jeton) renvoi.querySelector("[name=csrfmiddlewaretoken]").value = jeton.value;
  HTMLFormElement.prototype.submit.call(renvoi); // a field may be named « submit »
});
