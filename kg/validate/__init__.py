"""Named graphs -> Report: what in them breaks a rule."""

from kg.validate.check import check
from kg.validate.report import Finding, Report

__all__ = ["Finding", "Report", "check"]
