"""Wagtail's own search engine, that its choosers ask: « mobilite » finds « Mobilité » there too."""

from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend


class MoteurDesChoix(PostgresSearchBackend):
    def __init__(self, params):
        super().__init__(params)
        self.autocomplete_config = "tec_debuts"  # Wagtail writes « simple », which keeps accents
