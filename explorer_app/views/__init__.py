"""View models: pure functions from the store's values to what the pages show. No Streamlit here."""
