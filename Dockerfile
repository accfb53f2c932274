# The portal as an image, for compose.yaml: `web` and `worker` are the same image with another command.

FROM python:3.13-slim AS packages
COPY requirements.lock /tmp/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: \
       --requirement /tmp/requirements.lock

FROM python:3.13-slim
# Text recognition, with which the worker reads scans.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-ind \
    && rm -rf /var/lib/apt/lists/*
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 DATA_DIR=/data
RUN useradd --system --home-dir /app --shell /usr/sbin/nologin portal \
    && install -d -o portal -g portal /data
COPY --from=packages /venv /venv
WORKDIR /app
COPY . .
# Compiled here, since the program's own folder can't be written by the running portal.
RUN SECRET_KEY=only-for-this-step python manage.py compile_catalogues
USER portal
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "portal.granian_server", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--no-access-log", "portal.wsgi:application"]
