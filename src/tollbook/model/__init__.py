"""The nouns of the claim model: immutable values, validated where they are made, with no I/O."""
