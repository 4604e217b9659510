"""What the data is: frozen values, pydantic row models, code lists. Imports nothing of ours."""
