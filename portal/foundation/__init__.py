"""What every room stands on: database, errors, clock, text, forms, paging, settings."""
