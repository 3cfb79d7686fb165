def offer(lang, rng, count=4):
    return [f"quiet river {rng.randrange(10, 99)}" for _ in range(count)]


def handle_problem(text):
    return None if 2 <= len(text.strip()) <= 40 else "too_short"
