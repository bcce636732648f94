"""What people report, what moderators decide about it, and the public account of it. Knows no other room's records."""
