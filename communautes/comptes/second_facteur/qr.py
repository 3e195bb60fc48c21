import qrcode


def dessiner(texte: str) -> dict:
    """A QR code as the path of an inline SVG, four modules of white around it."""
    qr = qrcode.QRCode(border=4)
    qr.add_data(texte)
    matrice = qr.get_matrix()
    chemin = "".join(
        f"M{x},{y}h1v1h-1z"
        for y, ligne in enumerate(matrice)
        for x, noir in enumerate(ligne)
        if noir
    )
    return {"cote": len(matrice), "chemin": chemin}
