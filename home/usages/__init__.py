"""What uses a page, an actor, an image or a file: what is stored, and what is being prepared.

Wagtail's reference index reads stored rows, once the worker has passed: it knows neither the draft
of a published page nor what is programmed. `releve` writes what each version cites (`models`),
whoever saves it; `lecture` asks both at once, for screens, filters, refusals and confirmations.
"""
