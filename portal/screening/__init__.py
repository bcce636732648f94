"""What somebody reads before it is public, or hides: its way from state to state, what is asked, and what is sent."""
