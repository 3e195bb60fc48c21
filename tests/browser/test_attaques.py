"""What people type never runs, nor draws outside its place; without the CSP's help here."""

from functools import partial
from urllib.parse import urljoin

from home.texte_riche import rendre
from tests.attaques import toutes

GUETTER = """() => {
  window.attaques = 0;
  window.attaque = () => { window.attaques += 1; };
  window.morceaux = 0;
  document.addEventListener("htmx:afterSettle", () => { window.morceaux += 1; });
}"""
SONDER = """() => {
  const permises = new Set(["P", "BR", "STRONG", "EM", "UL", "OL", "LI", "BLOCKQUOTE", "A"]);
  const fautes = [];
  for (const un of document.querySelectorAll("#messages > div *")) {
    if (!permises.has(un.tagName)) fautes.push(un.outerHTML.slice(0, 200));
    for (const nom of un.getAttributeNames())
      if (!["href", "rel", "start"].includes(nom)) fautes.push(un.outerHTML.slice(0, 200));
    if (un.hasAttribute("href") && !["http:", "https:", "mailto:", ":"].includes(un.protocol))
      fautes.push(un.outerHTML.slice(0, 200));
    un.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
  }
  return fautes;
}"""


def page_sans_csp(ouvrir, corps: str, *, entiere: bool = False, morceaux: dict | None = None):
    """`entiere`: a whole page of the portal, whose own scripts are those of the demo site.

    `morceaux`: by address, the pieces that it asks for later; the demo site has not its rows.
    """
    page = ouvrir("/robots.txt")
    page.add_init_script(f"({GUETTER})()")
    adresse = page.url + "?sans-csp"
    tete = "<!doctype html><meta charset=utf-8><title>x</title>"
    servis = {adresse: corps if entiere else f"{tete}<main id=messages>{corps}</main>"}
    servis |= {urljoin(adresse, ou): morceau for ou, morceau in (morceaux or {}).items()}
    for ou, html in servis.items():
        page.route(ou, partial(_servir, html))
    page.goto(adresse)
    if morceaux:
        page.wait_for_function("window.morceaux > 0")
    return page


def _servir(html: str, route) -> None:
    route.fulfill(body=html, content_type="text/html")


def test_no_message_runs_anything(ouvrir):
    messages = "".join(f"<div>{rendre(attaque)}</div>" for attaque in toutes())
    page = page_sans_csp(ouvrir, messages)
    assert page.locator("#messages > div").count() == len(toutes())
    assert page.evaluate(SONDER) == []
    page.wait_for_timeout(500)
    assert page.evaluate("window.attaques") == 0


def test_the_watch_sees_what_would_run(ouvrir):
    """The same page, with an attack that nothing has read: the test above can fail."""
    page = page_sans_csp(ouvrir, "<div><img src=x onerror=attaque()></div>")
    page.wait_for_function("window.attaques > 0")
    assert page.evaluate(SONDER) != []
