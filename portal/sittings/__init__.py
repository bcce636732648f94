"""The committee's own meetings, closed by law: agenda, course, who was there, and minutes that are approved."""
