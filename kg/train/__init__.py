"""Treebanks and name lists -> the reader that ships with the package (extra ``train``)."""
