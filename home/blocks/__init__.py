"""The blocks a body is made of; their English names are permanent."""

from home.blocks.corps import CorpsBlock

__all__ = ["CorpsBlock"]
