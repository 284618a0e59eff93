"""The web page as people use it, in a real browser over a real server."""
