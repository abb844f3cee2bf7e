"""From a parsed sentence to its figures: harms, counts, parts and lists, repeats and sums."""
