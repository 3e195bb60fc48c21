// First thing in the page: the reader's own theme, before anything is painted.
(function () {
  var racine = document.documentElement;
  racine.dataset.js = "";
  try {
    var theme = localStorage.getItem("tec-theme");
    if (theme === "light" || theme === "dark") racine.dataset.frTheme = theme;
  } catch (erreur) {
    // Storage refused: the system's theme is followed.
  }
})();
