"""A store -> tools and resources for assistants, over the Model Context Protocol."""
