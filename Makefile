# `make run` serves the site; `make test` runs every test; `make check` looks the code over; `make bench` measures.
