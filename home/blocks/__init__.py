from home.blocks.corps import CorpsBlock

__all__ = ["CorpsBlock"]
