"""What trainers, staff and administrators did, in a chain that shows tampering."""
