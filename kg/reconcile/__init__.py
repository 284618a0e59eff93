"""A knowledge base as a reconciliation service, as OpenRefine and others call it."""

from kg.reconcile.app import reconcile_app
from kg.reconcile.service import Service

__all__ = ["Service", "reconcile_app"]
