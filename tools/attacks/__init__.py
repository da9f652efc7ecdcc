"""Attacks on a `wxnotice serve` that they start themselves, on loopback. See tools/attack."""
