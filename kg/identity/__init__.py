"""Store -> who is who across documents: corrections by people, and merges of unlinked entities.

Both are kept in graphs of their own, `…/graph/rulings` and `…/graph/identity`; the graphs of
documents are never changed by them, and the second can be made again from the rest at any time.
"""
