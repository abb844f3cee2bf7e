"""From a text to the sentences that deserve a parse, and their parse."""
