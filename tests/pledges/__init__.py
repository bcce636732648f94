"""Tests of the room of pledges."""
