"""From a document to its statements, by the stages a reader would go through."""
