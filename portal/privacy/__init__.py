"""Keeping what the privacy table promises: the nightly job, the download, and the erasure of an account."""
