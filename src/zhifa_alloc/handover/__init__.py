"""What a district gets, signs and returns."""
