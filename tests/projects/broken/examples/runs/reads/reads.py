import os

os.environ.get("AUTHORS_SECRET")
