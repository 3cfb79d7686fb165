"""How a question behaves while it is answered: when it is marked, what a try costs. A written state machine each."""
