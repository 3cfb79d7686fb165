"""What may go wrong with a server while people answer, and a judge who counts what that took from them.

Real `lms serve` processes, twenty learners on real connections, and a fault: the process is killed, the disk is full,
the clock jumps, the line drops, the power goes. Afterwards the judge compares what the learners were told with what
the database holds. Each fault is also let loose on a server that was spoiled on purpose, which the judge must catch.
"""
