"""The pages, one script each; ``app.py`` names them to Streamlit."""
