"""Inputs -> Documents: files, folders and streams become normalised texts with their metadata."""

from kg.read.outcome import Note, Skipped
from kg.read.reading import Result, read

__all__ = ["Note", "Result", "Skipped", "read"]
