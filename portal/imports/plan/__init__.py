"""What a published meeting would become: which records, with which results, and what changed since."""
