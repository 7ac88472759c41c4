# The explorer and the command line; see compose.yaml and docs/neo4j.md.
FROM python:3.11-slim

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1
WORKDIR /app
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY graph_model graph_model
COPY extractors extractors
COPY ontologies ontologies
COPY loaders loaders
COPY explorer_app explorer_app
COPY samples samples
RUN pip install -c requirements.lock -e . && useradd --create-home shimai
USER shimai
EXPOSE 8501

# As `shimai explore` does, but bound to all addresses of the container; compose.yaml publishes the
# port on 127.0.0.1 of the machine only.
CMD ["python", "-m", "streamlit", "run", "explorer_app/app.py", \
     "--server.address=0.0.0.0", "--server.port=8501", "--server.headless=true", \
     "--server.enableXsrfProtection=true", "--server.fileWatcherType=none", \
     "--browser.gatherUsageStats=false", "--client.showErrorDetails=none"]
