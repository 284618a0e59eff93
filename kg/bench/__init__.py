"""Annotated texts x pipeline -> figures: how much of what people marked is found."""

from kg.bench.measure import Report, check, measure
from kg.bench.run import Row
from kg.bench.show import FORMATS, mistakes

__all__ = ["FORMATS", "Report", "Row", "check", "measure", "mistakes"]
