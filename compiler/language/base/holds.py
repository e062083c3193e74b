"""`holds`: what is in a dataset or a database, for lists of assets and `watch: recommended`."""

from typing import Annotated

from .types import choice

HOLDINGS = {
    "training": "data that models are trained on",
    "evaluation": "data that models are tested with",
    "artifacts": "weights and other files of models",
    "embeddings": "vectors that models search",
    "prompts": "prompts, answers or their logs",
    "backup": "copies of any of these",
}
Holding = Annotated[str, *choice(HOLDINGS, "invalid-value", "is not a value of holds")]
