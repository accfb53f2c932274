"""Makers of test data, one module for each app."""
