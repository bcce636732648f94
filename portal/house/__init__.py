"""What a room can say of itself to the rest of the house, and how all of it is joined. Knows no room."""
