"""Extraction x knowledge base -> Linked: who in Wikidata each entity is, how surely, or nobody."""
