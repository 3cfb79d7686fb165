"""What each learner has done: the ledger, and the totals kept of it."""
