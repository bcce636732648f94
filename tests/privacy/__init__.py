"""Tests of the privacy table, the nightly job, the download and the erasure."""
