"""The spec language: models of everything that can stand in a spec. The only room with pydantic."""
