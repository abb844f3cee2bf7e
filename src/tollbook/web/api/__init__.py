"""The REST API: the questions and decisions of the library under `/api/v1`, a module a subject.

`app.create_api` puts it together. `asking` holds what questions share, `replying` how answers are
sent, `problems` what a failing request gets, `records` the shapes that several answers share.
"""
