"""The marking of questions: pure, with no request, no database and no clock.

A type of question is a class that reads what a form sent and marks it; `registry.TASKS` names them all. Whoever shows,
keeps or counts answers stands above and knows no type.
"""
