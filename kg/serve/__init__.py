"""A store -> SPARQL Protocol, Graph Store Protocol and linked data over HTTP.

Nothing is imported here: a worker starts in a tenth of a second only without the server's libraries.
"""
