"""What people are told, inside the portal and by mail."""
