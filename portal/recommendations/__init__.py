"""What a committee recommends, how its members stand, and what is answered."""
