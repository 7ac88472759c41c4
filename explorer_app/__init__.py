"""The Streamlit explorer: pages, view models without Streamlit, and two own components."""
