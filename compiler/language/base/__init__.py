"""What every model of the language shares: strict models, kinds of text, sections, and what pydantic finds."""
