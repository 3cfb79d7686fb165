"""Looking after people: making accounts, cards, grants, locking, erasing."""
