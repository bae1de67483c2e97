"""Pictures of what the paper's claims say, one a module; pyproject.toml offers them under their names.

Curves come from terms of the claims, points from simulations with fixed seeds; ``verify.report.pictures`` says what a
module of this kind has.
"""
