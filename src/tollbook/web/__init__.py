"""The desk in a browser: pages and a REST API over one ledger, without any logic of its own.

`site.create_app` puts it together, `pages/` has a module a page, `templates/` what each looks like.
"""
