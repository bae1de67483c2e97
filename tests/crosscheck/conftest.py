import os
from hypothesis import settings
settings.register_profile("big", deadline=None, max_examples=int(os.environ.get("EX","3000")))
settings.load_profile("big")
