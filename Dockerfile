# Image de production : le site (gunicorn) et, avec une autre commande, l’exécutant de tâches.
# compose.yaml montre l’ensemble ; docs/exploitation.md dit ce que chaque processus fait.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 \
    DJANGO_SETTINGS_MODULE=tec_site.settings.production
WORKDIR /app

COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt

COPY . .
# Les secrets n’existent qu’à l’exécution : verifier_production en fabrique pour la durée d’une commande.
RUN python -m tec_site.verifier_production compiler_textes \
 && python -m tec_site.verifier_production collectstatic --noinput \
 && useradd --system --uid 10001 --home-dir /app tec \
 && install -d -o tec -g tec var/medias \
 && install -d -o tec -g tec -m 700 var/prives

USER tec
EXPOSE 8000
CMD ["gunicorn", "tec_site.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", \
     "--threads=4", "--access-logfile=-"]
