"""A document of the store -> its text with what it says, for people."""

from kg.show.page import Page, page
from kg.show.paint import harmless, legend, paint
from kg.show.part import part
from kg.show.record import record
from kg.show.where import where

__all__ = ["Page", "harmless", "legend", "page", "paint", "part", "record", "where"]
