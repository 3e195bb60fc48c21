"""What later rooms add to « Mon compte »; each registers its own in AppConfig.ready."""

from home.sections import Sections

de_mon_compte = Sections()  # of the signed-in person
