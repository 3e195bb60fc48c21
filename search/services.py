def indexer(*a):
    pass


def retirer(*a):
    pass
