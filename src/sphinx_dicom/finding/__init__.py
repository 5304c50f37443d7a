"""Finding anything: what the lookup knows of a project, and the script that readers' browsers search."""
