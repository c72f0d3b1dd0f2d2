"""The same as in ../../startup, with gymctl's own tables first, on the database that DATABASE names."""
import os
from urllib.parse import parse_qs, unquote, urlsplit

url = urlsplit(os.environ["DATABASE"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path[1:]),
        "USER": unquote(url.username),
        "HOST": url.hostname,
        "PORT": url.port,
        "OPTIONS": {**{key: values[0] for key, values in parse_qs(url.query).items()}, "options": "-c search_path=gymctl"},
    }
}
INSTALLED_APPS = ["gym"]
SECRET_KEY = "bench"
USE_TZ = True
