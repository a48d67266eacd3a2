"""Running text: how its figures hang together, what each counts, and what the text says is none."""
