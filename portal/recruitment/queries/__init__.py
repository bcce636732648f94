"""Reading calls, applications, places, and what members have confirmed."""
