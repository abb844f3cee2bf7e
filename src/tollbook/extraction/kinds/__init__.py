"""The other kinds of statement: changes, predictions, custody, intentions, assertions and so on."""
