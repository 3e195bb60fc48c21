# « make » seul donne la liste. Il faut python3 (3.11 ou plus), python3-venv et make.
SHELL := /bin/sh
.DEFAULT_GOAL := aide
VENV ?= .venv
PYTHON := $(VENV)/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: aide run test browser oidc production check lint format migrations textes demo screenshots bench lock donnees clean

aide: ## Affiche cette liste
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

# Le témoin dit quel verrou est installé : rien n’est refait tant qu’il ne change pas.
$(VENV)/base.ok: requirements/base.txt
	@test -x $(PYTHON) || python3 -m venv $(VENV)
	@echo "Installation des dépendances (une seule fois)…"
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/dev.ok: requirements/dev.txt $(VENV)/base.ok
	@echo "Installation des outils de développement (une seule fois)…"
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/browser.ok: requirements/browser.txt $(VENV)/dev.ok
	@$(PYTHON) -m pip install --quiet --require-hashes -r requirements/browser.txt
	@touch $@

run: $(VENV)/base.ok ## Prépare tout, puis sert le site de démonstration sur cette machine
	@$(PYTHON) -m tec_site.lancer

test: $(VENV)/dev.ok ## Passe toute la suite embarquée, en parallèle et dans un ordre aléatoire
	@$(PYTHON) -m pytest -n auto --ignore=tests/browser --ignore=tests/oidc

browser: $(VENV)/browser.ok ## Passe la suite du navigateur (Chromium, axe-core et vnu : voir .ci/run)
	@$(PYTHON) -m pytest -m browser -p no:randomly tests/browser

oidc: $(VENV)/dev.ok ## Passe ProConnect contre oidc-provider, de npm (il faut Node : voir .ci/run)
	@$(PYTHON) -m pytest tests/oidc

production: $(VENV)/base.ok ## Vérifie les réglages de production
	@$(PYTHON) -m tec_site.verifier_production

check: ## Tout ce que vérifie l’intégration continue (.ci/run)
	@bash .ci/run

lint: $(VENV)/dev.ok ## Vérifie la forme du code et des gabarits
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m djlint --lint --quiet .

format: $(VENV)/dev.ok ## Met en forme le code et les gabarits
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

migrations: $(VENV)/base.ok ## Applique les migrations
	@$(PYTHON) manage.py migrate

textes: $(VENV)/base.ok ## Met à jour locale/ et liste les textes à traduire en anglais
	@$(PYTHON) manage.py textes

demo: $(VENV)/base.ok ## Recharge le contenu de démonstration
	@$(PYTHON) manage.py demo

screenshots: $(VENV)/browser.ok ## Refait docs/captures/
	@$(PYTHON) -m tests.browser.captures

bench: $(VENV)/dev.ok ## Mesure, et affiche les rapports gardés dans docs/mesures.md
	@$(PYTHON) -m bench

lock: $(VENV)/dev.ok ## Refait le verrou des dépendances
	@for extra in base dev browser; do \
	  case $$extra in base) e="" ;; dev) e="--extra dev" ;; *) e="--extra dev --extra browser" ;; esac; \
	  $(PYTHON) -m uv pip compile --quiet --universal pyproject.toml $$e --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-header -o requirements/$$extra.txt || exit 1; \
	done

donnees: $(VENV)/base.ok ## Refait le référentiel des collectivités depuis son paquet npm (il faut npm)
	@$(PYTHON) manage.py preparer_referentiel

clean: ## Arrête la base et efface ce que les machines fabriquent (les données de var/ aussi)
	@-test -x $(PYTHON) && $(PYTHON) -m tec_site.postgres clean
	@rm -rf var $(VENV) .pytest_cache .ruff_cache .hypothesis
