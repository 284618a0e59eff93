"""A store -> an index of it for people's views, and one function for each view.

Nothing is imported here: a process that reads the store for one view does not load the index's database.
"""
