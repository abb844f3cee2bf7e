"""One grammar of English, asked of a parse.

`tree` steps through a parse; `verbs` knows subjects, objects, agents and the passive; `nouns` noun
phrases and what pronouns stand for; `clauses` where a clause starts and ends; `people` whether a
noun means people; `phrases` finds the phrases of a lexicon.
"""
