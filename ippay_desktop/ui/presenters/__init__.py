"""View-models: they call services in worker lanes and emit frozen values."""
