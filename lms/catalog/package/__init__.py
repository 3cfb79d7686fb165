"""A course as plain files: how it is read, what is wrong with it, what it holds. Pure: no database,
no clock.
"""
