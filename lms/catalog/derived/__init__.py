"""What is made out of a package, so that pages need not read files. Pure: no database, no clock."""
