"""A store -> one HTML file that shows it without a server and without a network."""

from kg.report.gather import Gathered, gather
from kg.report.html import VIEWS, html

__all__ = ["VIEWS", "Gathered", "gather", "html"]
