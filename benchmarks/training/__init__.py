"""Annotated passages to train on, and the small tool that compiles them."""
