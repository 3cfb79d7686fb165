"""The bank in the browser: trainers see, try, write, change and retire the questions of their courses."""
