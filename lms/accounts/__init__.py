"""Who a person is: handles, sign-in, sessions, grants."""
