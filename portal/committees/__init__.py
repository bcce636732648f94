"""The committee: mandate, seats, members and stage."""
