"""Where a video may be: sites that editors know, by their exact name."""

from urllib.parse import urlsplit

from django.conf import settings

PLATEFORMES = {
    "www.youtube.com": "YouTube",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "www.dailymotion.com": "Dailymotion",
    "dai.ly": "Dailymotion",
    "vimeo.com": "Vimeo",
}


def hotes() -> dict[str, str]:
    """Host → name that readers see. A PeerTube is named by its host."""
    return PLATEFORMES | {hote: hote for hote in settings.TEC_PEERTUBE_HOTES}


def hebergeur(url: str) -> str | None:
    """Name of the site that shows this video; None when it is not one of ours.

    Only https, no user, no port, and the host letter for letter: « youtube.com.exemple.org »,
    « youtube.com@exemple.org » and « yоutube.com » (Cyrillic о) are refused.
    """
    if not url.isascii() or any(signe <= " " or signe == "\\" for signe in url):
        return None
    try:
        adresse = urlsplit(url)
    except ValueError:
        return None
    if adresse.scheme != "https" or adresse.path in ("", "/"):
        return None
    return hotes().get(adresse.netloc.lower())
