"""What can be learned: courses as packages and revisions, their texts."""
