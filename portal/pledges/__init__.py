"""What people and associations bring to a proposal: time, places, money, knowledge."""
