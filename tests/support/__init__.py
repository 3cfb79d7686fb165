"""What every test stands on: a database, a fixed cast, a clock that can be set, a browser that looks pages over."""
