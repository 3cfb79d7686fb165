"""Settings of the site that an administrator chooses in the browser, and the pages of administration."""
