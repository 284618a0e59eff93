"""Wikidata at the edge: the knowledge-base file, what it is made from, and the live service when told."""
