// Signing in, in another tab, changes the token: the form takes the one of the moment it is sent.
document.getElementById("renvoi").addEventListener("submit", () => {
  const jeton = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  const champ = document.querySelector("#renvoi [name=csrfmiddlewaretoken]");
  if (jeton) champ.value = decodeURIComponent(jeton[1]);
});
