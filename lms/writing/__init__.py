"""What a person writes, sealed with that person's own key."""
