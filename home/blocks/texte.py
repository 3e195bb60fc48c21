def texte(body):
    return ""
