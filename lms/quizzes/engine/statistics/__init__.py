"""What answers say about questions and quizzes. Marks are points of 10,000, as they are kept; what comes out is shares.

Sums are of whole numbers and so exact; a value that the answers do not define is None. Formulae: docs.moodle.org/dev,
Quiz statistics calculations, but where another source is named.
"""
