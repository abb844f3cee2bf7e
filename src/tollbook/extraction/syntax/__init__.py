"""One grammar of English, asked of a parse.

`tree` steps through a parse; `verbs` knows subjects, objects, agents and the passive, and where a
clause starts and ends; `nouns` knows noun phrases, what pronouns stand for and which nouns mean
people; `phrases` finds the phrases of a lexicon.
"""
