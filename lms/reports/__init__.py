"""What leaves the house as a file: tables of cohorts."""
