"""What is typed: at each step of a retour (ecriture, moyens, pieces), around it (suivi, reprises),
and by ANCT of it (relecture); the fields that they share (champs, acteurs).
"""
