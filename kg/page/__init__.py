"""The web page: modules, styles and libraries that a browser loads as they lie here; no build step."""
