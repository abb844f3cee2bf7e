"""The one grammar of English: subjects, passives, noun phrases and clauses of a parsed sentence."""
