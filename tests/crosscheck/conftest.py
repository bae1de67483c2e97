"""Every run draws the same examples; how long one takes is not what these tests are about."""

from hypothesis import settings

settings.register_profile("crosscheck", deadline=None, derandomize=True)
settings.load_profile("crosscheck")
