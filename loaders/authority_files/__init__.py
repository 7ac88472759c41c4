"""Authority files: CSV, SKOS, EAC-CPF and CBDB in, and CSV, SKOS and EAC-CPF out; in between they
are a folder of tables as ``extractors/tables`` has them.
"""

from loaders.authority_files.entry import Item
from loaders.authority_files.folder import read_folder, write_folder
from loaders.authority_files.formats import FORMATS, format_of, read, write

__all__ = ["FORMATS", "Item", "format_of", "read", "read_folder", "write", "write_folder"]
